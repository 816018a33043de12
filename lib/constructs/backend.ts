import { TerraformBackend, TerraformRemoteState, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { StackName } from '../manifest/ids';
import type { StateConfig } from '../manifest/schema/state';
import { type StateLocation, stateLocation } from '../manifest/state';
import { InputError } from './input-error';
import { literal } from './literal';

/**
 * Where a stack keeps its state: exactly `stateLocation` of the manifest, which is also what the proof compares the written files with.
 * CDKTF's own backend classes are not used: the local one writes an absolute path, and the cloud one runs `terraform` during synthesis.
 */
export class StateBackend extends TerraformBackend {
  private readonly location: StateLocation;

  /** @throws when a setting holds template text: Terraform evaluates none in a backend, but would in remote state. */
  constructor(stack: TerraformStack, state: StateConfig, name: StackName) {
    const location = stateLocation(state, name);
    // The id is none that the manifest can spell, so that a role named `backend` stays possible.
    super(stack, 'Backend', location.block.kind === 'cloud' ? 'cloud' : location.block.type);
    refuseTemplates(location.settings, state.backend);
    this.location = location;
  }

  override toTerraform(): object {
    const { block, settings } = this.location;
    return {
      terraform: block.kind === 'cloud' ? { cloud: settings } : { backend: { [block.type]: settings } },
    };
  }

  /** @throws always: the proof reads Terraform's JSON syntax. */
  override toHclTerraform(): never {
    throw new InputError(
      'Bulkhead proves stacks that are written as JSON. Run `cdktf synth` without --hcl (SYNTH_HCL_OUTPUT).',
    );
  }

  /** What another stack needs to read this one's outputs. CDKTF calls it for cross-stack references. */
  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new RemoteState(scope, name, this.location);
  }
}

class RemoteState extends TerraformRemoteState {
  constructor(
    scope: Construct,
    id: string,
    private readonly location: StateLocation,
  ) {
    super(scope, id, location.remote.backend, {});
  }

  override toTerraform(): object {
    const { backend, config } = this.location.remote;
    return {
      data: {
        terraform_remote_state: { [this.friendlyUniqueId]: { backend, config, ...workspace(backend) } },
      },
    };
  }
}

/** State is read from the workspace that is being planned, where a backend has workspaces beside the one it names. */
const workspace = (backend: string): object =>
  backend === 'http' || backend === 'remote' ? {} : { workspace: '${terraform.workspace}' };

function refuseTemplates(value: StateLocation['settings'][string], where: string): void {
  if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) refuseTemplates(item, `${where}.${key}`);
  } else if (typeof value === 'string' && literal(value) !== value) {
    throw new InputError(
      `The state setting ${where} is ${JSON.stringify(value)}. A place for state is written out: \${…} and %{…} are not evaluated there.`,
    );
  }
}
