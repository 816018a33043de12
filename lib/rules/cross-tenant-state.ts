import type { Finding, Place } from '../proof/finding';
import type { FindingValues } from '../proof/finding-values';
import type { OrgModel } from '../proof/model';
import { wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';
import {
  chosenWorkspace,
  isInitializedAt,
  isInManifestsWorkspace,
  keepsStateAt,
  type Stack,
  stateSettings,
} from '../proof/stack';

/** Each stack keeps its state where the manifest says; a tenant's reads the foundation's alone, and waits for it. */
export const crossTenantState: Rule = {
  id: 'cross-tenant-state',
  waivable: false,
  about: 'assembly',
  stack: ({ model, org, tenant, stack }) =>
    stack === undefined
      ? []
      : links(org, stack, `${model.assembly.shown}/manifest.json`).map(
          ({ what, place, where = 'file' }): Finding => ({
            rule: 'cross-tenant-state',
            org: org.org.id,
            tenant: tenant?.id,
            subject: `${stack.name} ${what}`,
            values: { what, stack: stack.name, where },
            at: [place],
            because: [],
          }),
        ),
};

interface Link {
  readonly what: string;
  readonly place: Place;
  /** A written file where it is left out. */
  readonly where?: FindingValues['cross-tenant-state']['where'];
}

function links(org: OrgModel, stack: Stack, manifest: string): Link[] {
  const note = (name: string): Place => wholeFile(stack.file.replace(/[^/]*$/, `.terraform/${name}`));
  const isFoundation = stack.name === org.foundationName;
  const found: Link[] = [];
  for (const name of stack.dependencies) {
    if (isFoundation || name !== org.foundationName) {
      found.push({ what: `depends on the stack ${name}`, place: wholeFile(manifest), where: 'list' });
    }
  }
  // Pipelines tell foundations by it: such a tenant would be applied with them, before all plans are held against each other.
  if (!isFoundation && !stack.dependencies.includes(org.foundationName)) {
    found.push({
      what: `does not depend on the stack ${org.foundationName}, whose roles it grants`,
      place: wholeFile(manifest),
      where: 'list',
    });
  }
  for (const { name, producer, place } of stack.remoteStates) {
    if (producer === undefined) {
      found.push({ what: `remote state ${name} names a place that is no stack's own`, place });
    } else if (isFoundation || producer !== org.foundationName) {
      found.push({ what: `remote state ${name} reads the state of ${producer}`, place });
    }
  }
  if (!keepsStateAt(stack.configuration, stack.location)) {
    const place = wholeFile(stack.file, stateSettings(stack.configuration).at(-1)?.offset);
    found.push({ what: 'says otherwise than the manifest where it keeps its state', place });
  }
  if (!isInitializedAt(stack.directory, stack.location)) {
    found.push({
      what: 'was initialized (.terraform/terraform.tfstate) for another state than the manifest says, or with settings that could lead to one',
      place: note('terraform.tfstate'),
      where: 'notes',
    });
  }
  const workspace = org.foundation === undefined ? 'default' : chosenWorkspace(org.foundation);
  const isInItsOwn = !isInManifestsWorkspace(stack.directory, stack.location);
  // One that it may not be in at all is left, whatever the foundation is in.
  if (!isInItsOwn && chosenWorkspace(stack) !== workspace) {
    found.push({
      what: 'is in another workspace (.terraform/environment) than the foundation',
      // Nothing says the default one.
      place: chosenWorkspace(stack) === 'default' ? wholeFile(stack.file) : note('environment'),
      where: 'workspace',
    });
  }
  if (isInItsOwn) {
    found.push({
      what: 'is in a workspace (.terraform/environment) whose state lies in its own folder',
      place: note('environment'),
      where: 'local-workspace',
    });
  }
  return found;
}
