import { residualExposure } from '../genesys/open-operations';
import type { Model } from './model';

/**
 * What the theorem takes for granted: printed with every report, because a proof is worth what it rests on. What the run was told
 * in place of what the manifest or the calendar says is among them, so that no report hides it.
 */
export function assumptions({ manifest, plans, gateway, today, dayGiven }: Model): string[] {
  const { open } = residualExposure();
  const { orgs } = manifest;
  return [
    'Terraform evaluates pure references faithfully.',
    'The provider sends roles and divisions as planned, and its binary is the released one (terraform init holds it against the lock file).',
    'State ids are bound to the objects that they were created for (only the live org can refute it).',
    'Nobody edits the org by hand (only the live org can refute it).',
    ...orgs.map((org) =>
      org.catalog
        ? `The catalogue of ${org.id} is that of the live org: ${org.catalog.content.demonstration ? 'a demonstration' : 'a snapshot'} of ${org.catalog.content.date}.`
        : `No catalogue says which permissions of ${org.id} stop at divisions.`,
    ),
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
