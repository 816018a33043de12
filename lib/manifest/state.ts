import { hash } from 'node:crypto';
import type { StackName } from './ids';
import type { StateConfig } from './schema/state';

type Json = string | number | boolean | { readonly [key: string]: Json };
type Settings = { readonly [key: string]: Json };

/** Where one stack keeps its state, in Terraform's own words. */
export interface StateLocation {
  /** `backend "<type>"`, or the `cloud` block. */
  readonly block: { readonly kind: 'backend'; readonly type: string } | { readonly kind: 'cloud' };
  readonly settings: Settings;
  /** What `data "terraform_remote_state"` must say to read exactly this state. */
  readonly remote: { readonly backend: string; readonly config: Settings };
}

/**
 * The state location of a stack, derived from the org's `state` and the stack's name alone: no two stacks share one.
 * `local` paths are relative to the stack's folder (`<output>/stacks/<stack>`), so the file lies beside the output folder and the
 * synthesized text is the same on every machine.
 */
export function stateLocation(state: StateConfig, stack: StackName): StateLocation {
  switch (state.backend) {
    case 'local':
      return backend('local', { path: `../../../terraform.${stack}.tfstate` });
    case 's3':
      return backend('s3', {
        bucket: state.bucket,
        key: `${prefix(state.prefix)}${stack}/terraform.tfstate`,
        region: state.region,
        ...given('encrypt', state.encrypt ?? true),
        ...given('kms_key_id', state.kmsKeyId),
        ...given('dynamodb_table', state.dynamodbTable),
        ...given('use_lockfile', state.useLockfile),
      });
    case 'gcs':
      return backend('gcs', {
        bucket: state.bucket,
        prefix: `${prefix(state.prefix)}${stack}`,
        ...given('kms_encryption_key', state.kmsEncryptionKey),
      });
    case 'azurerm':
      return backend('azurerm', {
        resource_group_name: state.resourceGroupName,
        storage_account_name: state.storageAccountName,
        container_name: state.containerName,
        key: `${prefix(state.prefix)}${stack}.tfstate`,
        ...given('use_azuread_auth', state.useAzureadAuth),
      });
    case 'pg':
      return backend('pg', { schema_name: schemaName(state.schemaPrefix, stack) });
    case 'http': {
      const address = `${withoutSlashes(state.address)}/${stack}`;
      return backend('http', {
        address,
        lock_address: `${address}/lock`,
        lock_method: 'POST',
        unlock_address: `${address}/lock`,
        unlock_method: 'DELETE',
      });
    }
    case 'cloud': {
      const place = {
        organization: state.organization,
        ...given('hostname', state.hostname),
      };
      return {
        block: { kind: 'cloud' },
        settings: { ...place, workspaces: { name: stack, ...given('project', state.project) } },
        remote: { backend: 'remote', config: { ...place, workspaces: { name: stack } } },
      };
    }
  }
}

const prefix = (text: string | undefined): string => (text ? `${withoutSlashes(text)}/` : '');

/** Without a regular expression: it would look from every slash of a long text for the end. */
function withoutSlashes(text: string): string {
  let to = text.length;
  while (text[to - 1] === '/') to--;
  return text.slice(0, to);
}

const given = (key: string, value: Json | undefined): Settings =>
  value === undefined ? {} : { [key]: value };

function backend(type: string, settings: Settings): StateLocation {
  return { block: { kind: 'backend', type }, settings, remote: { backend: type, config: settings } };
}

/**
 * PostgreSQL cuts identifiers after 63 bytes without an error (documentation of 17, "Identifiers and Key Words", 2026-11): two stacks
 * whose names begin alike would share their state. The underscore keeps prefix and stack apart, since no id has one.
 */
function schemaName(schemaPrefix: string | undefined, stack: StackName): string {
  const name = schemaPrefix === undefined ? stack : `${schemaPrefix}_${stack}`;
  if (name.length <= 63) return name;
  return `${name.slice(0, 46)}_${hash('sha256', name, 'hex').slice(0, 16)}`;
}
