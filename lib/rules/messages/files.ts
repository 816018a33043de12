import type { WhyUnmodelled, Worded } from '../../proof/finding-values';
import { type Messages, remedies } from './message';

type Ids =
  | 'unmodelled-authority'
  | 'stray-terraform'
  | 'cross-tenant-state'
  | 'wrong-org'
  | 'ignored-changes'
  | 'undeclared-adoption'
  | 'nothing-examined';

const whys: Readonly<Record<WhyUnmodelled, string>> = {
  'grants-authority': 'it gives roles, or a way to sign in',
  'holds-credentials': 'it holds credentials of another client or system',
  'acts-with-other-authority': 'it runs later, with another authority than the client’s',
  'exports-org': 'it writes the configuration of the whole org to files',
  'uploads-files': 'it sends files of the machine that runs Terraform to the org',
  unexamined: 'nobody has examined what it can grant',
  'unknown-type': 'the modelled provider version has no such type',
  'runs-commands': 'it runs commands with the deployer’s authority',
  'unknown-argument': 'the modelled schema has no such argument',
  'unknown-setting': 'it tells Terraform something whose effect nobody has examined',
  escaped:
    'Terraform takes what stands in it for arguments of the block around it, where none of it is read here',
  'set-by-provider': 'only the provider says which object an address stands for',
  'other-provider': 'only the Genesys Cloud provider is modelled',
  'not-pinned': 'source and version must be those that the model describes, once',
  'unknown-block': 'it can make resources or run code that these files do not show',
  'declared-twice': 'Terraform refuses it, and no reading of it is safe',
  unreadable: 'a file that cannot be read proves nothing',
  'unclaimed-stack': 'it is neither the foundation nor a tenant of the manifest',
};

const texts: Readonly<Record<string, string>> = whys;

/** Why a thing is unmodelled authority, in words, whether the table has them or not. */
export const whyUnmodelled = (why: WhyUnmodelled | Worded): string => texts[why] ?? why;

/** What no project means to have: the file is not as cdktf wrote it. */
const spoilt: ReadonlySet<WhyUnmodelled | Worded> = new Set<WhyUnmodelled>([
  'unreadable',
  'declared-twice',
  'set-by-provider',
  'escaped',
]);

export const fileMessages: Messages<Ids> = {
  'unmodelled-authority': {
    says: 'Nothing in a stack can grant authority in a way that the model does not know.',
    what: ({ values: { stack, what, why } }) => `In stack ${stack}: ${what}; ${whyUnmodelled(why)}.`,
    why: 'What is not modelled is not proved, and may be a way around every grant that is.',
    fix: ({ values: { why } }) => {
      switch (why) {
        case 'not-pinned':
          return 'Synthesize again with the bindings of this project, and leave the written files as they are. Another version has to be examined first: docs/how-to/upgrade-the-provider.md in Bulkhead’s repository says how.';
        case 'unknown-argument':
          return 'Take it out, and synthesize again: Terraform refuses it with the modelled provider.';
        case 'unclaimed-stack':
          return 'If its tenant or org has left the manifest, destroy the stack first (terraform destroy in its folder), or what it created stays; then synthesize again, which removes its files. If not, keep it in a separate project with its own review.';
        default:
          return spoilt.has(why)
            ? 'Synthesize again, and leave the written files as they are.'
            : 'Keep it out of the tenants’ stacks: a separate project with its own review can hold it.';
      }
    },
  },
  'stray-terraform': {
    says: 'Terraform reads nothing in a stack’s folder but what cdktf wrote.',
    what: ({ values: { file, message } }) => `${file} ${message}.`,
    why: 'Terraform reads every file of the folder: one more can add or override any grant, or bind an address to another object.',
    fix: ({ values: { kind } }) => {
      switch (kind) {
        case 'manifest':
        case 'missing':
          return 'Delete the output folder and synthesize again.';
        case 'unlisted':
          return 'Delete it and synthesize again. If it is the stack of a tenant that left the manifest, destroy that before: what it created exists until then.';
        case 'state':
          return 'It is a state: what it holds exists until it is destroyed, and without it Terraform knows nothing of that. Look into it (terraform state list -state=FILE; a folder has such a file for each workspace), destroy what is in it or carry it over to the state that org.yaml says, then delete it.';
        case 'notes':
          return 'Delete what is named there, and run terraform init again in the stack’s folder.';
        default:
          return 'Delete it and synthesize again.';
      }
    },
  },
  'cross-tenant-state': {
    says: 'Each stack keeps its state where the manifest says; a tenant’s reads the foundation’s alone, and waits for it.',
    what: ({ values: { stack, what } }) => `${stack} ${what}.`,
    why: 'A state file tells all its outputs to whoever reads it, and decides which objects a stack’s addresses mean. What depends on nothing is applied first.',
    fix: ({ values: { where } }) => {
      switch (where) {
        case 'list':
          return 'Synthesize again. In an app of your own, let each tenant’s stack depend on its foundation, as TenantStack does by itself, and no stack on another.';
        case 'notes':
          return 'If the state of org.yaml was changed since, run terraform init -migrate-state in the stack’s folder (to cloud, terraform init alone; from cloud, terraform state pull and push): a new state is empty, and everything would be made a second time. If not, delete the stack’s .terraform folder and run terraform init again, with no -backend-config: sign in through the environment.';
        case 'workspace':
          return 'Select one workspace in the folders of all stacks of the org (terraform workspace select), and plan again: nothing in the written files is wrong.';
        case 'local-workspace':
          return 'Select the default workspace in the stack’s folder (terraform workspace select default), and plan again: other workspaces want another backend than local.';
        default:
          return 'Let the state settings of org.yaml decide, and synthesize again.';
      }
    },
  },
  'wrong-org': {
    says: 'Every resource is made by one provider block that talks to the manifest’s org.',
    what: ({ values: { stack, what, region } }) => `${stack} ${what}; the manifest’s region is ${region}.`,
    why: 'The same names and ids in another org are other people’s divisions.',
    fix: ({ values: { gateway } }) =>
      gateway === 'local'
        ? 'Give synthesis and proof the same gateway, both with --gateway or BULKHEAD_GATEWAY, or neither; a gateway for every run belongs in org.yaml. Credentials come from the environment only.'
        : 'Synthesize again: that writes region and gateway of org.yaml into the one provider block of each stack. What stays is written by code of an app around the constructs: take it out there. Credentials come from the environment only.',
  },
  'ignored-changes': {
    says: 'No resource that carries authority ignores changes of it.',
    what: ({ values: { resource, what } }) => `${resource} ignores changes of ${what}.`,
    why: 'The plan then says no-op whatever the configuration says, and grants added by hand stay.',
    fix: () => 'Remove ignore_changes.',
  },
  'undeclared-adoption': {
    says: 'The imports are the adoptions that the manifest declares, neither more nor less, and nothing is moved or removed by hand.',
    what: ({ values: { stack, what } }) => `${stack} ${what}.`,
    why: 'It binds an address to another object than the manifest does: a plain reference to it then points there.',
    fix: ({ values: { remedy } }) =>
      remedy === 'synthesize'
        ? 'Synthesize again: while the tenant’s file says manage: true, its stack has the import block and the division. Remove manage there if the stack shall not manage it.'
        : remedy === undefined
          ? 'Take the import out, and synthesize again. If it is of a division that the tenant shall have from now on, declare that with its id and manage: true in the tenant’s file first.'
          : remedies[remedy],
  },
  'nothing-examined': {
    says: 'There is an org, it has a tenant, and some stack has a client.',
    what: ({ values: { what } }) => `There is ${what} to examine.`,
    why: 'Silence is not a proof.',
    fix: () =>
      'Check the folders given with --tenants and --assembly. Write a start with npx bulkhead new org NAME and npx bulkhead new tenant ORG/NAME; remove the folder of an org that has no tenant any more.',
  },
};
