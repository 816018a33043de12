import { folded } from '../text/folded';
import type { HeldObject } from './held-objects';
import type { Model } from './model';
import { discreetly, type LocatedPlanIssue } from './plan-issues';
import { grantIssue, type PlanIssue, show } from './planned-grants';
import { liesIn } from './planned-placements';
import { stackIssue } from './planned-stack';
import { planOf } from './plans';
import { recent } from './recent';
import { rolesRead } from './roles-read';
import type { Trace } from './trace';

/** Everything in which the plans disagree with each other: two hold one division, or read another role under one name. */
export function issuesAcross({ orgs, plans }: Model, traces: readonly Trace[]): readonly LocatedPlanIssue[] {
  if (plans === undefined) return [];
  const astray = new Set<string>(
    traces.flatMap(({ isAnothersPlan, stackName }) => (isAnothersPlan ? [stackName] : [])),
  );
  const issues = [
    ...heldTwice(traces),
    ...boundTwice(traces),
    ...heldAstray(traces),
    ...namedLikeAnothers(traces),
    ...grantedAndEnded(traces),
    ...rolesRead(traces, orgs, ({ foundationName }) =>
      astray.has(foundationName) ? undefined : planOf(plans, foundationName),
    ),
  ];
  const discreet = recent(1, ({ stackName }: Trace) => discreetly(planOf(plans, stackName)));
  return issues.map(({ trace, issue }) => ({
    ...discreet(trace)(issue),
    org: trace.org,
    tenant: trace.tenant,
    file: `${plans.shown}/${trace.stackName}.json`,
  }));
}

/** What one plan says otherwise than others do. */
export interface Across {
  readonly trace: Trace;
  readonly issue: PlanIssue;
}

/** The first of several stacks that is another one. Not all of them are listed: very many plans can hold what very many grants name. */
function anotherThan(stack: string, holders: Iterable<string> = []): string | undefined {
  for (const holder of holders) if (holder !== stack) return holder;
  return undefined;
}

/** The stacks whose plans hold what has each of these keys. */
function holdersOf(
  traces: readonly Trace[],
  keysOf: (trace: Trace) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const trace of traces)
    for (const key of keysOf(trace)) {
      const before = holders.get(key);
      if (before) before.add(trace.stackName);
      else holders.set(key, new Set([trace.stackName]));
    }
  return holders;
}

const divisionsAmong = (objects: readonly HeldObject[]): string[] =>
  objects.flatMap(({ type, id }) => (type === 'genesyscloud_auth_division' ? [id] : []));

/** No plan binds or grants a division that another one holds. */
function heldTwice(traces: readonly Trace[]): Across[] {
  const holders = holdersOf(traces, ({ held }) => divisionsAmong(held));
  return traces.flatMap((trace) =>
    trace.used.flatMap((use): Across[] => {
      const other = anotherThan(trace.stackName, holders.get(use.id.toLowerCase()));
      return other === undefined ? [] : [{ trace, issue: heldByOther(trace.stackName, use, other) }];
    }),
  );
}

/** No plan holds an object that another one holds: what is done to it by the one is done to the other's. */
function boundTwice(traces: readonly Trace[]): Across[] {
  const keyOf = ({ type, id }: HeldObject): string => `${type} ${id}`;
  const holders = holdersOf(traces, ({ held }) => held.map(keyOf));
  return traces.flatMap((trace) => {
    // Said by heldTwice already.
    const said = new Set(
      trace.used.flatMap((use) =>
        use.kind === 'division' ? [`${use.address} ${use.id.toLowerCase()}`] : [],
      ),
    );
    return trace.held.flatMap((object): Across[] => {
      const other = anotherThan(trace.stackName, holders.get(keyOf(object)));
      if (other === undefined || said.has(`${object.address} ${object.id}`)) return [];
      const what = `holds as ${object.address} what the plan of ${other} holds too`;
      if (object.type !== 'genesyscloud_auth_division')
        return [
          {
            trace,
            issue: stackIssue('plan-mismatch', trace.stackName, what, object.address, 'restore-state'),
          },
        ];
      const issue = stackIssue('foreign-division', trace.stackName, what, object.address, 'hand-over');
      return [{ trace, issue: { ...issue, values: { ...issue.values, owner: other, key: object.id } } }];
    });
  });
}

/** No plan that lies under another stack’s name holds a division that another plan holds, in its place or not. Told once: the plan is what is wrong. */
function heldAstray(traces: readonly Trace[]): Across[] {
  const holders = holdersOf(traces, ({ held, heldAstray: astray }) => [
    ...divisionsAmong(held),
    ...divisionsAmong(astray),
  ]);
  return traces.flatMap((trace): Across[] => {
    const owners = divisionsAmong(trace.heldAstray).flatMap((key) => {
      const owner = anotherThan(trace.stackName, holders.get(key));
      return owner === undefined ? [] : [{ owner, key }];
    });
    const [first] = owners;
    if (first === undefined) return [];
    const what = `holds divisions that the plan of ${first.owner} holds too`;
    const issue = stackIssue('foreign-division', trace.stackName, what, '', 'plan-again');
    return [{ trace, issue: { ...issue, values: { ...issue.values, ...first } } }];
  });
}

/**
 * No state knows a division by a name that another stack's files write: it holds the other's division, however it got there. As long as ids
 * are only known from states, two that are swapped agree with everything else.
 */
function namedLikeAnothers(traces: readonly Trace[]): Across[] {
  const writers = new Map<string, { readonly trace: Trace; readonly address: string }>();
  const namesOf = ({ divisions }: Trace): readonly { readonly name: string; readonly address: string }[] =>
    divisions.flatMap(({ label, address }) =>
      label === undefined ? [] : [{ name: folded(label), address }],
    );
  for (const trace of traces)
    for (const { name, address } of namesOf(trace)) writers.set(`${trace.org} ${name}`, { trace, address });
  return traces.flatMap((trace) => {
    // The name of one division in two stacks is a finding of the files.
    const own = new Set(namesOf(trace).map(({ name }) => name));
    return trace.heldNames.flatMap((held): Across[] => {
      const name = folded(held.name);
      const other = writers.get(`${trace.org} ${name}`);
      if (other === undefined || own.has(name)) return [];
      const what = `holds as ${held.address} a division under the name of ${other.address} of ${other.trace.stackName}`;
      const issue = stackIssue('foreign-division', trace.stackName, what, held.address, 'hand-over');
      const whose = { owner: other.trace.tenant ?? other.trace.stackName, key: other.address };
      return [{ trace, issue: { ...issue, values: { ...issue.values, ...whose } } }];
    });
  });
}

/** No plan grants in a division that a plan deletes: which of them is applied first decides what the grant is worth. */
function grantedAndEnded(traces: readonly Trace[]): Across[] {
  const enders = new Map<string, string>();
  for (const { ended, stackName } of traces) for (const id of ended) enders.set(id, stackName);
  return traces.flatMap((trace) =>
    trace.used.flatMap((use): Across[] => {
      const ender = use.kind === 'grant' ? enders.get(use.id.toLowerCase()) : undefined;
      if (ender === undefined) return [];
      const what = `grants in the division ${use.id}, which the plan of ${ender} deletes`;
      return [{ trace, issue: stackIssue('plan-mismatch', trace.stackName, what, use.address, 'hand-over') }];
    }),
  );
}

function heldByOther(stack: string, use: Trace['used'][number], other: string): PlanIssue {
  const whose = { owner: other, key: use.id };
  if (use.kind === 'taken') {
    const what = liesIn(use.address, `a division that the plan of ${other} holds`);
    const issue = stackIssue('foreign-division', stack, what, use.address, 'move-back');
    return { ...issue, values: { ...issue.values, ...whose } };
  }
  if (use.kind === 'division') {
    const what = `binds ${use.address} to a division that the plan of ${other} holds too`;
    const issue = stackIssue('foreign-division', stack, what, use.address, 'hand-over');
    return { ...issue, values: { ...issue.values, ...whose } };
  }
  const what = `the plan of ${other} holds that division too`;
  const values = { role: show(use.role), division: use.id, what };
  const subject = `grant ${values.role} in ${values.division}`;
  return grantIssue('foreign-division', { ...use, stack }, subject, {
    ...values,
    ...whose,
    remedy: 'hand-over',
  });
}
