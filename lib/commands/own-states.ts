import { stateLocation } from '../manifest/state';
import type { Model } from '../proof/model';
import { isInitializedAt, isInManifestsWorkspace } from '../proof/stack';
import { isWorkspaceName } from '../terraform/working-directory';
import type { IsOwnState } from './saved-plans';

/**
 * Whether a saved plan keeps its state where the manifest says that its stack does. All of an org do it in one workspace, whichever that is: the
 * folders may be initialized anew since they were planned in, and then say nothing of it.
 */
export function ownStates({ orgs }: Pick<Model, 'orgs'>): IsOwnState {
  const owners = new Map(
    orgs.flatMap(({ org, foundationName, tenants }) =>
      [foundationName, ...tenants.map(({ stackName }) => stackName)].map((name) => [
        String(name),
        { org, name },
      ]),
    ),
  );
  const chosen = new Map<string, string>();
  return (stack, { type, config, workspace }) => {
    const owner = owners.get(stack);
    if (owner === undefined) return false;
    const { org, name } = owner;
    const location = stateLocation(org.config.state, name);
    const notes = { backend: { type, config }, workspace };
    if (!isWorkspaceName(workspace)) return false;
    if (!isInitializedAt(notes, location) || !isInManifestsWorkspace(notes, location)) return false;
    // HCP Terraform has a workspace for each stack, and none within.
    if (location.block.kind === 'cloud') return workspace === stack;
    const first = chosen.get(org.id) ?? workspace;
    chosen.set(org.id, first);
    return workspace === first;
  };
}
