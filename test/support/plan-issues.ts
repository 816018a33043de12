import { issuesAcross } from '../../lib/proof/across-plans';
import { buildModel } from '../../lib/proof/model';
import { subjectsOf } from '../../lib/proof/subject';
import { traceOf } from '../../lib/proof/trace';
import { readAssembly } from '../../lib/terraform/assembly';
import { planned } from '../rules/fixtures/fixture';
import { manifestOf } from './manifest';
import { elsewhere } from './plan-faults';
import { sample } from './sample';
import { type AssemblyText, type Json, plansOf, toFiles, writeAssembly, writePlans } from './write-assembly';

export const changeOf = (plan: Json, name: string): Json =>
  plan.resource_changes.find((item: Json) => item.name === name);

/** What a case may edit: the first plans of the sample. */
export interface Edited {
  readonly plans: Map<string, Json>;
  readonly acme: Json;
  readonly foundation: Json;
  /** Sets a member of a resource's outcome, in both places in which a plan says it. */
  readonly set: (plan: Json, name: string, values: Record<string, unknown>) => void;
  /** Marks of what is unknown. */
  readonly marks: (plan: Json, name: string, marks: Json) => void;
  /** Adds a resource to the planned values. */
  readonly plan: (item: Json, plan?: Json) => void;
  readonly bindTo: (stack: string, name: string, id: unknown) => void;
}

/** In what the plans of the sample disagree with its files after an edit, a line each. */
export function issues(
  edit: (edited: Edited) => void,
  {
    files = () => {},
    manifest: editManifest = () => {},
  }: {
    readonly files?: (assembly: AssemblyText) => void;
    readonly manifest?: (input: ReturnType<typeof sample>) => void;
  } = {},
): string[] {
  const input = sample();
  editManifest(input);
  const manifest = manifestOf(input);
  const assembly = writeAssembly(manifest);
  files(assembly);
  const plans = writePlans(assembly);
  const set: Edited['set'] = (plan, name, values) => {
    Object.assign(planned(plan, name).values, structuredClone(values));
    Object.assign(changeOf(plan, name).change.after, structuredClone(values));
  };
  edit({
    plans,
    acme: plans.get('demo-acme'),
    foundation: plans.get('demo-foundation'),
    set,
    marks: (plan, name, marks) => void (changeOf(plan, name).change.after_unknown = marks),
    plan: (item, plan = plans.get('demo-acme')) => plan.planned_values.root_module.resources.push(item),
    bindTo: (stack, name, id) => {
      const plan = plans.get(stack);
      set(plan, name, { id });
      const { change } = changeOf(plan, name);
      delete change.after_unknown.id;
      // An id is known of what exists already.
      change.actions = ['no-op'];
      change.before = structuredClone(change.after);
      plan.prior_state ??= { values: { root_module: { resources: [] } } };
      const state = plan.prior_state.values.root_module;
      state.resources = state.resources.filter((item: Json) => item.name !== name);
      state.resources.push(structuredClone(planned(plan, name)));
    },
  });
  const model = buildModel({
    manifest,
    assembly: readAssembly(toFiles(assembly)),
    today: '2026-11-24',
    plans: plansOf(plans),
  });
  const subjects = [...subjectsOf(model)];
  const found = [
    ...subjects.flatMap(({ planIssues }) => planIssues),
    ...issuesAcross(model, subjects.map(traceOf)),
  ];
  return found.map(({ rule, subject, address, values }) => {
    const { owner = '', key = '', how = '' }: Readonly<Record<string, string | undefined>> = { ...values };
    return `${rule}: ${subject.replace('plan of ', '')}${elsewhere(subject, address)}${owner || key ? ` (${owner}: ${key})` : ''}${rule === 'home-division' ? ` — ${how}` : ''}`
      .replaceAll('genesyscloud_', 'g_')
      .replaceAll('c6fac40f-48df-aa82-f8fe-83ac944e497f', '<reader>')
      .replaceAll('e7aaa2a3-04a2-7313-33e8-f5aea2597429', '<editor>');
  });
}
