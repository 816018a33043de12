import { residualExposure } from '../genesys/open-operations';
import type { Org } from '../manifest/model';

/** What the theorem takes for granted: printed with every report, because a proof is worth what it rests on. */
export function assumptions(orgs: readonly Org[], stage?: 'foundation' | 'all'): string[] {
  const { open } = residualExposure();
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
    ...(stage === 'foundation'
      ? ['Only the plan of each foundation was asked for: tenants’ plans are checked once they can be made.']
      : []),
    `Any valid token can call ${open} operations that need no permission, whatever is granted.`,
  ];
}
