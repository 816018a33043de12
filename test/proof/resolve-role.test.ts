import { describe, expect, it } from 'vitest';
import { type AssemblyText, divisionReference, type Json, roleReference } from '../support/write-assembly';
import { acme, manifestOrg } from './resolved';

/** The reference to the role template `reader` with one part of it replaced. */
function readerBut(part: string, by: string): string {
  const reference = roleReference(manifestOrg(), 'reader');
  if (!reference.includes(part)) throw new Error(`no ${part} in ${reference}`);
  return reference.replace(part, by);
}

describe('a role', () => {
  it.each<[unknown, string]>([
    [roleReference(manifestOrg(), 'reader'), 'template reader'],
    [roleReference(manifestOrg(), 'nobody'), 'unproven: remote-state'],
    [null, 'unproven: missing'],
    ['', 'unproven: literal-role'],
    ['0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2b', 'unproven: literal-role'],
    ['${genesyscloud_auth_role.reader.id}', 'unproven: no-template'],
    ['${data.genesyscloud_auth_role.r.id}', 'unproven: looked-up'],
    ['${data.terraform_remote_state.other.outputs.x}', 'unproven: remote-state'],
    [divisionReference('voice'), 'unproven: not-an-id'],
    ['${x.genesyscloud_auth_role.r.id}', 'unproven: not-an-id'],
    [readerBut('data.', 'x.'), 'unproven: not-an-id'],
    [readerBut('terraform_remote_state', 'x'), 'unproven: not-an-id'],
    [readerBut('.outputs.', '.defaults.'), 'unproven: remote-state'],
    [readerBut('}', '.x}'), 'unproven: remote-state'],
    ['${data.terraform_remote_state.x}', 'unproven: remote-state'],
    ['${var.role}', 'unproven: variable'],
    [3, 'unproven: not-text'],
    [true, 'unproven: not-text'],
  ])('%j is %s', (json, expected) => {
    expect(acme().role(json)).toBe(expected);
  });

  const state = (a: AssemblyText): Json =>
    a.stacks.get('demo-acme').data.terraform_remote_state['cross-stack-reference-input-demo-foundation'];
  const foundation = (a: AssemblyText): Json => a.stacks.get('demo-foundation');
  const outputs = (value: unknown) => (a: AssemblyText) => {
    for (const output of Object.values(foundation(a).output) as Json[]) output.value = value;
  };
  it.each<[string, (assembly: AssemblyText) => void, string]>([
    ['another backend', (a) => Object.assign(state(a), { backend: 's3' }), 'unproven: remote-state'],
    [
      'a backend by an expression',
      (a) => Object.assign(state(a), { backend: '${var.x}' }),
      'unproven: remote-state',
    ],
    ['another path', (a) => Object.assign(state(a).config, { path: 'x' }), 'unproven: remote-state'],
    [
      'one setting more',
      (a) => Object.assign(state(a).config, { workspace_dir: 'x' }),
      'unproven: remote-state',
    ],
    ['another workspace', (a) => Object.assign(state(a), { workspace: 'x' }), 'unproven: remote-state'],
    ['defaults', (a) => Object.assign(state(a), { defaults: {} }), 'unproven: remote-state'],
    ['count', (a) => Object.assign(state(a), { count: 1 }), 'unproven: remote-state'],
    [
      'a producer that is not there',
      (a) => void a.stacks.delete('demo-foundation'),
      'unproven: remote-state',
    ],
    ['an output of a text', outputs('x'), 'unproven: not-an-id'],
    [
      'an output of an expression',
      outputs('${upper(genesyscloud_auth_role.reader.id)}'),
      'unproven: not-an-id',
    ],
    ['an output of a name', outputs('${genesyscloud_auth_role.reader.name}'), 'unproven: not-an-id'],
    ['an output of part of an id', outputs('${genesyscloud_auth_role.reader.id.x}'), 'unproven: not-an-id'],
    [
      'an output of a division of that name',
      outputs('${genesyscloud_auth_division.reader.id}'),
      'unproven: not-an-id',
    ],
    [
      'an output of a role that is not there',
      outputs('${genesyscloud_auth_role.nobody.id}'),
      'unproven: dangling',
    ],
    ['an output of another template', outputs('${genesyscloud_auth_role.editor.id}'), 'template editor'],
    [
      'a repeated role',
      (a) => Object.assign(foundation(a).resource.genesyscloud_auth_role.reader, { count: 1 }),
      'unproven: repeated',
    ],
  ])('through remote state with %s', (_what, edit, expected) => {
    expect(acme(edit).role(roleReference(manifestOrg(), 'reader'))).toBe(expected);
  });
});
