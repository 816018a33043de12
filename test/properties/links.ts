import type { ExplainedGrant, ExplainedStep, Explanation } from '../../lib/report/explanation';
import type { Json } from '../support/write-assembly';

/*
 * An independent look-up of what chains claim: every link is held against the texts that it names, by other means than `lib` has. A place is
 * true when a mark put there changes, for a plain JSON parser, the value or the key that the link's pointer names.
 */

/** Everything that links can name. */
export interface Texts {
  /** Manifests and synthesized files by name. */
  readonly files: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, Json>;
  /** The manifest as plain data, by org. */
  readonly orgs: Readonly<Record<string, Json>>;
}

/** What is not true of an explanation; empty when every link holds. */
export function untrue(explanation: Explanation, texts: Texts): string[] {
  const chains = [
    ...explanation.grants.map((grant) => ({ grant, chain: grant.chain })),
    ...[...explanation.findings, ...explanation.waived.map(({ finding }) => finding)].map(({ chain }) => ({
      grant: undefined,
      chain,
    })),
  ];
  const links = chains.flatMap(({ grant, chain }) =>
    chain.flatMap((step, index) =>
      [
        ...misplaced(step, texts),
        ...misstated(step, { chain, before: chain.slice(0, index), grant }, explanation, texts),
      ].map((why) => `${step.kind}: ${step.text} (${JSON.stringify(step.at)}): ${why}`),
    ),
  );
  return [
    ...links,
    ...explanation.findings.filter(isAboutAnother).map(({ what }) => `another’s chain: ${what}`),
  ];
}

/** The resources of a finding's chain are those that it is about: one of its places lies in one of them, or one is named by what is said of a plan. */
function isAboutAnother({ at, chain, what }: Explanation['findings'][number]): boolean {
  const named = chain.flatMap(
    ({ kind, text }) => (kind === 'file' && /^resource ([^ ,]+)/.exec(text)?.[1]) || [],
  );
  const places = at.map(({ pointer = '' }) => {
    const [block, type, name] = steps(pointer).filter((step) => !/^\d+$/.test(step));
    return block === 'resource' ? `${type}.${name}` : pointer;
  });
  const words = at.some(({ file }) => file.startsWith('plans/')) ? what.split(/,? |\.$/) : [];
  return named.length > 0 && !named.some((address) => places.includes(address) || words.includes(address));
}

const steps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a pointer; undefined where there is none. */
const valueAt = (root: Json, pointer: string): Json =>
  steps(pointer).reduce(
    (node, step) => (node !== null && Object.hasOwn(Object(node), step) ? node[step] : undefined),
    root,
  );

function parsed(text: string | undefined): Json {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/* Where a link says that it stands. */

function misplaced({ at }: ExplainedStep, { files }: Texts): string[] {
  if (at === undefined || at.uri !== undefined) return [];
  if (at.file.startsWith('plans/')) return at.line === undefined ? [] : ['a plan has no lines'];
  const text = files.get(at.file);
  if (text === undefined) return at.line === undefined ? [] : ['there is no such file'];
  if (at.line === undefined || at.column === undefined)
    return at.pointer === undefined ? [] : ['has no line'];
  const root = parsed(text);
  if (root === undefined) return [];
  const marked = markedPath(text, at.line, at.column);
  if (marked === undefined) return ['nothing begins there'];
  const path = steps(at.pointer ?? '');
  // What a manifest does not say has the place of what should say it.
  while (path.length > marked.length && valueAt(root, `/${path.join('/')}`) === undefined) path.pop();
  return JSON.stringify(path) === JSON.stringify(marked) ? [] : [`the text there is /${marked.join('/')}`];
}

const mark = 'Ω';

function markedPath(text: string, line: number, column: number): string[] | undefined {
  const lines = text.split('\n');
  const here = lines[line - 1];
  if (here === undefined || column > here.length) return undefined;
  const before = [...lines.slice(0, line - 1), here.slice(0, column - 1)].join('\n');
  const after = text.slice(before.length);
  const changed =
    after[0] === '"'
      ? `"${mark}${after.slice(1)}`
      : after[0] === '{'
        ? `{"${mark}${mark}":0${/^\{\s*\}/.test(after) ? '' : ','}${after.slice(1)}`
        : after[0] === '['
          ? `["${mark}${mark}"${/^\[\s*\]/.test(after) ? '' : ','}${after.slice(1)}`
          : after.replace(/^[-\w.+]+/, `"${mark}"`);
  return findMark(parsed(before + changed), []);
}

function findMark(node: Json, path: string[]): string[] | undefined {
  if (typeof node === 'string') return node.startsWith(mark) && node !== mark + mark ? path : undefined;
  if (typeof node !== 'object' || node === null) return undefined;
  for (const [key, item] of Object.entries(node)) {
    if (key === mark + mark || item === mark + mark) return path;
    if (key.startsWith(mark)) return [...path, key.slice(mark.length)];
    const found = findMark(item, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/* What a link says. */

type Before = readonly ExplainedStep[];

/** Links, beside those that repeat a finding, that say what follows from the links before them: no text says it. */
const concluded: readonly RegExp[] = [
  /^what the (manifest says of it|files say)$/,
  /^in no synthesized file$/,
  /^not proved: /,
  /^through a remote state that is (provably nobody’s|declared \d+ times: )/,
  /, which is nobody’s by the manifest$/,
  /^the home division: /,
  /^the plan does not grant it: /,
  /^the plan of .* cannot be read$/,
];

function misstated(
  step: ExplainedStep,
  { chain, before, grant }: { chain: Before; before: Before; grant: ExplainedGrant | undefined },
  { org, tenant, findings }: Explanation,
  texts: Texts,
): string[] {
  const { text, at } = step;
  const holds = (is: boolean, why: string): string[] => (is ? [] : [why]);
  const root = at && parsed(texts.files.get(at.file));
  const here = at?.pointer === undefined ? undefined : valueAt(root, at.pointer);
  const demo = texts.orgs[org];
  const own = demo.tenants[tenant];
  let match: RegExpExecArray | null = null;
  const is = (pattern: RegExp): boolean => {
    match = pattern.exec(text);
    return match !== null;
  };
  const group = (index: number): string => match?.[index] ?? '';

  if (is(/^declared as (\S+) in (\S+)$/)) {
    const entry = valueAt(root, at?.pointer?.replace(/\/divisions\/\d+$/, '') ?? '');
    return holds(entry?.role === group(1) && here === group(2), 'the manifest says otherwise');
  }
  if (text === 'declared nowhere in the manifest') {
    const all = own.client.grants.flatMap(({ role, divisions }: Json) =>
      divisions.map((one: string) => `${role} in ${one}`),
    );
    // A literal can be spelt as a key of the manifest is, and is not that division.
    const literal = grant && lastExpression(chain, 'division_id') === grant.division;
    return holds(!grant || literal || !all.includes(`${grant.role} in ${grant.division}`), 'it is declared');
  }
  if (text === 'what it is held against as a whole')
    return holds(
      at !== undefined &&
        !at.pointer &&
        /^tenants\/[^/]+\/[^/]+\.yaml$/.test(at.file) &&
        texts.files.has(at.file),
      'it is no manifest, or a part of one',
    );
  if (is(/^construct (.*)$/))
    return holds(here?.['//']?.metadata?.path === group(1), 'the file notes otherwise');
  if (text === 'no construct is noted in the file')
    return holds(typeof here?.['//']?.metadata?.path !== 'string', 'one is noted');
  if (is(/^resource ([^ ,.]+)\.([^ ,]+)(, bound by an import block)?$/)) {
    const imported = list(root?.import).some(({ to }) => to === `${group(1)}.${group(2)}`);
    return [
      ...holds(
        steps(at?.pointer ?? '')
          .filter((part) => !/^\d+$/.test(part))
          .join('.') === `resource.${group(1)}.${group(2)}`,
        'is another',
      ),
      ...holds(here !== undefined, 'is not in the file'),
      ...holds(group(3) === '' || imported, 'no import binds it'),
    ];
  }
  if (is(/^(role_id|division_id) = ([\s\S]*)$/))
    return holds(isWritten(group(1), group(2), at?.pointer, here), 'the file says otherwise');
  if (is(/^from stack (\S+), output (\S+)( = [\s\S]*|, which it does not have)?$/)) {
    const written = lastExpression(before);
    const [, state = '', output = ''] =
      /\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/.exec(written) ?? [];
    const tenantFile = parsed(texts.files.get(`cdktf.out/stacks/${org}-${tenant}/cdk.tf.json`));
    const reads = JSON.stringify(
      list(tenantFile?.data)
        .flatMap((one) => list(one.terraform_remote_state))
        .flatMap((one) => list(one[state])),
    );
    const value = parsed(texts.files.get(`cdktf.out/stacks/${group(1)}/cdk.tf.json`))?.output?.[output]
      ?.value;
    return [
      ...holds(output === group(2), 'the expression names another output'),
      ...holds(
        reads.includes(group(1)) || reads.includes(`${group(1).split('-').pop()}`),
        'the remote state names another stack',
      ),
      ...holds(
        group(3) === '' ||
          (group(3).startsWith(' = ') ? shows(group(3).slice(3), value) : value === undefined),
        'the output is other',
      ),
    ];
  }
  if (is(/^role template (\S+): (.*)$/))
    return [
      ...holds(demo.org.roles[group(1)].permissions.join(', ') === group(2), 'the template is other'),
      ...holds(at?.pointer === `/roles/${group(1)}`, 'is elsewhere'),
    ];
  if (is(/^division (\S+), (\S+)’s own$/))
    return holds(
      group(2) === tenant &&
        Object.hasOwn(own.divisions, group(1)) &&
        names(lastExpression(before), group(1), own.divisions[group(1)]),
      'it is not',
    );
  if (is(/^division (\S+), shared with (\S+) on purpose$/)) {
    const shared = demo.org.sharedDivisions[group(1)];
    const written = lastExpression(before);
    const file = parsed(texts.files.get(`cdktf.out/stacks/${org}-${tenant}/cdk.tf.json`));
    // A division of the stack can be bound to one that is shared.
    const bound = list(file?.import).some(({ to, id }) => madeBy(written) === to && isId(shared.id, id));
    return holds(
      group(2) === tenant && shared.tenants.includes(tenant) && (bound || isId(written, shared.id)),
      'it is not',
    );
  }
  // A tenant of another org has that before it.
  if (is(/^division (\S+) of (?:(\S+)\/)?(\S+)$/)) {
    const owner = texts.orgs[group(2) || org]?.tenants[group(3)];
    return holds(
      group(2) !== org && Object.hasOwn(owner?.divisions ?? {}, group(1)),
      'that tenant has none such',
    );
  }
  if (text === 'every division of the org, also future ones')
    return holds(lastExpression(before) === '*', 'another is written');
  if (findings.some(({ what }) => what === text) || concluded.some((pattern) => pattern.test(text)))
    return [];
  return planned(text, before, at, texts);
}

/** What plans say. */
function planned(text: string, before: Before, at: ExplainedStep['at'], { plans }: Texts): string[] {
  const stack = /^plans\/(.*)\.json$/.exec(at?.file ?? '')?.[1] ?? '';
  const plan = plans.get(stack);
  const all = (name: 'planned_values' | 'prior_state'): Json[] => {
    const values = name === 'planned_values' ? plan?.planned_values : plan?.prior_state?.values;
    return list(values?.root_module?.resources);
  };
  const head =
    /^(\S+) is (not planned|planned: ([\w, -]+?))(?:, (\d+) grants|, (its grants are unknown until apply))?$/.exec(
      text,
    );
  if (head) {
    const [, address, does = '', actions, count] = head;
    const change = list(plan?.resource_changes).find(
      (one) => one.address === address && one.mode === 'managed' && !one.deposed,
    )?.change;
    const roles = all('planned_values').find((one) => one.address === address)?.values?.roles;
    return [
      ...(does === 'not planned'
        ? change === undefined
          ? []
          : ['it is planned']
        : change?.actions?.join(', ') === actions
          ? []
          : ['the actions are others']),
      ...(count === undefined || list(roles).length === Number(count) ? [] : ['it has not so many grants']),
    ];
  }
  const absent = /^no plan of (.*)$/.exec(text);
  if (absent) return plans.has(absent[1] ?? '') ? ['there is one'] : [];
  const id = /^(role|division) id: (.*)$/.exec(text);
  if (!id) return ['nobody looks it up'];
  const [, which = '', said = ''] = id;
  const written = lastExpression(before, `${which}_id`);
  const state = /\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/.exec(written);
  const made = madeBy(written);
  const values = all('planned_values').find(({ address }) => address === made)?.values;
  const change = list(plan?.resource_changes).find(({ address }) => address === made)?.change;
  if (which === 'role') {
    const read = all('prior_state').find(
      ({ address }) => address === `data.terraform_remote_state.${state?.[1]}`,
    );
    const value = read?.values?.outputs?.[state?.[2] ?? ''];
    if (said === 'not in this plan: the foundation’s state lacks it')
      return typeof value === 'string' && value ? ['it is'] : [];
    if (said === 'not in this plan: it does not read that state, or not just once')
      return all('prior_state').filter((one) => one === read || one.address === read?.address).length === 1
        ? ['it does']
        : [];
    if (said === 'none that a plan could show') return state ? ['it is an output'] : [];
    return said === value || shows(said, written) || said === written ? [] : ['the plan read another'];
  }
  const makes = change?.actions?.includes('create');
  if (said === 'unknown until apply, because this plan makes the division')
    return !values?.id && makes ? [] : ['the plan makes no such division'];
  if (said === 'unknown until apply') return values?.id ? ['the plan shows it'] : [];
  if (said === 'none that a plan could show') return values?.id === undefined ? [] : ['the plan shows it'];
  return said === literal(written) || (made !== undefined && said === values?.id)
    ? []
    : ['the plan shows another'];
}

const list = (value: Json): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** The division of the stack whose id an expression is; undefined for any other expression, also where it is the id of something else. */
const madeBy = (expression: string): string | undefined =>
  /^\$\{\s*(genesyscloud_auth_division\.[\w-]+)\.id\s*\}$/.exec(expression)?.[1];

/** What the last expression before a link is; the division's unless another is asked for. */
const lastExpression = (before: Before, name = ''): string => {
  const found = before.findLast(({ kind, text }) => kind === 'expression' && text.startsWith(name));
  return found?.text.replace(/^\w+ = /, '') ?? '';
};

/** Does an expression name this division of the tenant: by its id, or by the resource of its name? */
const names = (expression: string, key: string, division: Json): boolean =>
  isId(expression, division.id) ||
  new RegExp(`^\\$\\{\\s*genesyscloud_auth_division\\.division-${key}\\.id\\s*\\}$`).test(expression);

/** Genesys Cloud takes ids in any letter case. */
const isId = (text: string, id: string | undefined): boolean => text.toLowerCase() === id?.toLowerCase();

/** Is a text how a chain shows a value of a file? */
const shows = (text: string, value: Json): boolean =>
  text === value ||
  (typeof value === 'string' && /[^ -~]/.test(value)) ||
  text === JSON.stringify(value) ||
  (typeof value === 'string' && text === JSON.stringify(literal(value)));

const literal = (text: string): string => text.replaceAll('$${', '${').replaceAll('%%{', '%{');

/** Is an argument of a grant what its link says, or absent where that says so? */
function isWritten(name: string, text: string, pointer: string | undefined, here: Json): boolean {
  if (!pointer?.endsWith(`/${name}`)) {
    const absent =
      here === undefined || typeof here !== 'object' || here === null || here[name] === undefined;
    return absent ? ['nothing', 'omitted', name].includes(text) || text.startsWith('dynamic') : false;
  }
  if (here === null) return text === 'null';
  if (here === '') return text === 'empty' || text === '""';
  if (typeof here === 'object') return text === (Array.isArray(here) ? 'array' : 'object');
  return shows(text, here) || ['number', 'boolean'].includes(text);
}
