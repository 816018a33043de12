import { type Messages, remedies } from './message';

type Ids = 'plan-mismatch' | 'incomplete-plan' | 'drifted-grant';

/** Before the first deploy, and whenever a tenant gets a role that nobody had. */
const foundationFirst =
  ' Where Terraform cannot, since the foundation has not yet what the stack reads, apply the foundation first (check --stage foundation, with its plan alone).';

export const planMessages: Messages<Ids> = {
  'plan-mismatch': {
    says: 'Each plan is a plan of exactly this assembly.',
    what: ({ values: { stack, what } }) => `The plan of ${stack}: ${what}.`,
    why: 'What Terraform will apply is not what was proved.',
    fix: ({ values: { remedy } }) => remedies[remedy],
  },
  'incomplete-plan': {
    says: 'Each stack has a plan that covers all of it.',
    what: ({ values: { stack, what } }) => `The plan of ${stack} ${what}.`,
    why: 'What a plan leaves out is decided later, unseen.',
    fix: ({ tenant, values: { stack, wanted } }) => {
      switch (wanted) {
        case 'readable':
          return `Plan the whole stack and write what terraform show -json says of it to ${stack}.json.${tenant === undefined ? '' : foundationFirst}`;
        case 'whole':
          return `Plan the whole stack again, without -target, until it ends without an error.${tenant === undefined ? '' : foundationFirst}`;
        case 'newer':
          return 'Plan with Terraform 1.11 or later: from what does not say so, nobody can tell whether something was left out.';
      }
    },
  },
  'drifted-grant': {
    says: 'No grant or permission was changed outside Terraform.',
    what: ({ values: { stack, what, known } }) =>
      `In ${stack}, ${what}.${known === undefined ? '' : ` There, ${known}.`}`,
    why: 'Somebody has changed access by hand; applying the plan undoes it, or makes anew what was deleted, and whoever did it may do it again.',
    fix: ({ values: { what } }) =>
      what.endsWith(' was deleted outside Terraform')
        ? 'Find out who deleted it, in the org’s audit log; then deploy this stack, which makes another one in its place, or take it out of the manifest. A division that the manifest adopts can only be taken out.'
        : 'Find out who changed it, in the org’s audit log; then deploy this stack, which undoes it, or declare the change in the manifest.',
  },
};
