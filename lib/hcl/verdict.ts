import { dataSourceModel } from '../genesys/authority';
import { attributeOf } from './body';
import type { Resource } from './resource';
import { shown } from './shown';
import { anotherState, type Reason, type Value } from './value';

/** What a division is, as far as these files alone can tell. Only `made` is contained in them. */
export type DivisionVerdict =
  /** A division that this configuration makes. */
  | { readonly kind: 'made'; readonly division: Resource }
  | { readonly kind: 'home'; readonly how: string }
  | { readonly kind: 'all' }
  /** One that exists already: nothing here says whose it is. */
  | { readonly kind: 'unowned'; readonly what: string }
  | { readonly kind: 'unproven'; readonly reason: Reason };

/** The division that an argument names; undefined for one that is not written. */
export function divisionVerdict(value: Value | undefined): DivisionVerdict {
  if (value === undefined) return { kind: 'home', how: 'omitted' };
  switch (value.kind) {
    case 'null':
      return { kind: 'home', how: 'null' };
    case 'text':
      if (value.text === '') return { kind: 'home', how: 'empty' };
      return value.text === '*' ? { kind: 'all' } : { kind: 'unowned', what: `the id ${shown(value.text)}` };
    case 'unknown':
      return { kind: 'unproven', reason: value.reason };
    case 'attribute':
      return value.name === 'id' ? idOf(value.of) : { kind: 'unproven', reason: 'not-an-id' };
    case 'resource':
    case 'module':
      return { kind: 'unproven', reason: 'not-an-id' };
    default:
      return { kind: 'unproven', reason: 'not-text' };
  }
}

function idOf(resource: Resource): DivisionVerdict {
  if (resource.mode === 'data') return lookedUp(resource);
  if (resource.type !== 'genesyscloud_auth_division') return { kind: 'unproven', reason: 'not-an-id' };
  const home = argument(resource, 'home');
  if (isOff(home)) return { kind: 'made', division: resource };
  return home?.kind === 'unknown'
    ? { kind: 'unproven', reason: home.reason }
    : { kind: 'home', how: `${resource.address} sets home` };
}

/** Whether an argument that is true or false is off: as a text, Terraform takes it for what it says (1.11.4, 2026-11-27). */
export const isOff = (value: Value | undefined): boolean =>
  value === undefined ||
  value.kind === 'null' ||
  (value.kind === 'boolean' && !value.value) ||
  (value.kind === 'text' && (value.text === 'false' || value.text === '0'));

function lookedUp(resource: Resource): DivisionVerdict {
  switch (dataSourceModel(resource.type).kind) {
    case 'home-division':
      return { kind: 'home', how: `the data source ${resource.type}` };
    case 'division': {
      const name = argument(resource, 'name');
      return name?.kind === 'text'
        ? { kind: 'unowned', what: named(name.text) }
        : { kind: 'unproven', reason: 'looked-up' };
    }
    default:
      return {
        kind: 'unproven',
        reason: resource.type === 'terraform_remote_state' ? anotherState : 'not-an-id',
      };
  }
}

/** An org calls its home division Home until somebody gives it another name. */
const named = (name: string): string =>
  `the division named "${shown(name)}"${name.toLowerCase() === 'home' ? ', which is what an org calls its home division at first' : ''}`;

export type RoleVerdict =
  /** A role that this configuration makes; its permissions are judged there. */
  { readonly kind: 'made'; readonly role: Resource } | { readonly kind: 'unproven'; readonly reason: Reason };

/** The role that an argument names; undefined for one that is not written. */
export function roleVerdict(value: Value | undefined): RoleVerdict {
  const unproven = (reason: Reason): RoleVerdict => ({ kind: 'unproven', reason });
  if (value === undefined) return unproven('missing');
  switch (value.kind) {
    case 'null':
      return unproven('missing');
    case 'text':
      return unproven('literal-role');
    case 'unknown':
      return unproven(value.reason);
    case 'attribute': {
      const { of, name } = value;
      if (name !== 'id') return unproven('not-an-id');
      if (of.mode === 'data') {
        if (dataSourceModel(of.type).kind === 'role') return unproven('looked-up');
        return unproven(of.type === 'terraform_remote_state' ? anotherState : 'not-an-id');
      }
      return of.type === 'genesyscloud_auth_role' ? { kind: 'made', role: of } : unproven('not-an-id');
    }
    case 'resource':
    case 'module':
      return unproven('not-an-id');
    default:
      return unproven('not-text');
  }
}

/** The value of an argument of a resource; undefined for one that is not written. */
export function argument(resource: Resource, name: string): Value | undefined {
  const attribute = attributeOf(resource.block.body, name);
  return attribute && resource.scope.evaluate(attribute.value, resource.names);
}
