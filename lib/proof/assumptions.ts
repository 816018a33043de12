import { residualExposure } from '../genesys/open-operations';
import type { Model } from './model';
import { planOf } from './plans';
import type { Trace } from './trace';

/**
 * What the theorem takes for granted: printed with every report, because a proof is worth what it rests on. What the run was told
 * in place of what the manifest or the calendar says is among them, so that no report hides it.
 */
export function assumptions(model: Model, traces: readonly Trace[]): string[] {
  const { manifest, plans, gateway, today, dayGiven } = model;
  const { open } = residualExposure();
  const { orgs } = manifest;
  return [
    'Terraform evaluates pure references faithfully.',
    'The provider sends roles and divisions as planned, and its binary is the released one (terraform init holds it against the lock file of the stack, which is not looked at).',
    'State ids are bound to the objects that they were created for (only the live org can refute it).',
    'States hold every object that was made, and plans are made with a look at the org, not with -refresh=false (only the live org can refute it).',
    'Nobody edits the org by hand (only the live org can refute it).',
    ...orgs.map((org) =>
      org.catalog
        ? `The catalogue of ${org.id} is that of the live org: ${org.catalog.content.demonstration ? 'a demonstration' : 'a snapshot'} of ${org.catalog.content.date}.`
        : `No catalogue says which permissions of ${org.id} stop at divisions.`,
    ),
    ...(plans === undefined
      ? []
      : [
          'Each plan was made of these files and their states alone: a saved plan brings its own along, and its JSON shows a part of them (seal looks into saved plans).',
        ]),
    ...readEarly(model, traces),
    ...(plans?.stage === 'foundation'
      ? ['Only the plan of each foundation was asked for: tenants’ plans are checked once they can be made.']
      : []),
    ...(dayGiven && orgs.some(({ waivers }) => waivers !== undefined)
      ? [`Waivers are judged as on ${today}, because --today says so.`]
      : []),
    ...(gateway === undefined
      ? []
      : [`The stacks are deployed to ${gateway} only, which --gateway names in place of the manifest’s.`]),
    `Any valid token can call ${open} operations that need no permission, whatever is granted.`,
  ];
}

/** Ids of roles that other plans read and the foundation's does not know yet, since it was made before the roles were: it cannot be asked. */
const readEarly = ({ orgs, plans }: Model, traces: readonly Trace[]): string[] =>
  orgs.flatMap(({ org, foundationName }) => {
    const foundation = planOf(plans, foundationName);
    const read = traces.flatMap((trace) => (trace.org === org.id ? [...trace.read.granted.keys()] : []));
    const early = new Set(read.filter((name) => foundation && foundation.outputs.get(name) === undefined));
    if (early.size === 0) return [];
    const ids = early.size === 1 ? 'the id of 1 role' : `the ids of ${early.size} roles`;
    return [
      `Plans read ${ids} that the plan of ${foundationName} does not know yet: only a later plan of it can tell whose they are.`,
    ];
  });
