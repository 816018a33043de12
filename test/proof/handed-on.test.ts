import { describe, expect, it } from 'vitest';
import { planned } from '../rules/fixtures/fixture';
import { issues } from '../support/plan-issues';
import { sample } from '../support/sample';
import { type Json, outputOf, roleReference } from '../support/write-assembly';

/* An output of a tenant's stack, whoever reads it, is what its file says that it is. */

const own = 'ffffffff-0000-4000-8000-00000000000a';
const evil = 'ffffffff-0000-4000-8000-0000000000ee';
const client = 'genesyscloud_oauth_client.client-1';
const org = { id: 'demo' } as Parameters<typeof roleReference>[0];

/** What is said of a plan with one output; null stands for a value that is not known, and undefined for none. */
function said(
  written: Json,
  value: Json,
  edit: (values: Json, unknown: Json, plan: Json) => void = () => {},
): string[] {
  return issues(
    ({ acme, bindTo, set }) => {
      bindTo('demo-acme', 'client-1', own);
      set(acme, 'client-1', { client_id: own });
      const change = acme.resource_changes.find(({ address }: Json) => address === client);
      change.change.before.client_id = own;
      acme.prior_state.values.root_module.resources.at(-1).values.client_id = own;
      change.change.after_unknown = {};
      for (const values of [planned(acme, 'client-1').values, change.change.after])
        edit(values, change.change.after_unknown, acme);
      if (JSON.stringify(change.change.before) !== JSON.stringify(change.change.after))
        change.change.actions = ['update'];
      const said = value === undefined || value === null ? {} : { value };
      acme.planned_values.outputs = { out: said };
      acme.output_changes = {
        out: { actions: ['create'], before: null, after: value ?? null, after_unknown: value === null },
      };
    },
    {
      files: (assembly) => {
        assembly.stacks.get('demo-acme').output = { out: { value: written } };
      },
    },
  )
    .filter((text) => text.includes('the output out'))
    .map((text) => text.replace('plan-mismatch: demo-acme plans ', ''));
}

const attribute = (name: string): string => `\${${client}.${name}}`;
const other = (name: string): string[] => [
  `another ${name} for the output out than for its resource @ g_oauth_client.client-1`,
];

describe('a planned output', () => {
  it('is the attribute that its file names, of a client too', () => {
    expect(said(attribute('client_id'), own)).toEqual([]);
    expect(said(attribute('client_id'), evil)).toEqual(other('client_id'));
    expect(said(attribute('client_id'), own.toUpperCase())).toEqual(other('client_id'));
    expect(said(attribute('client_id'), null)).toEqual(other('client_id'));
    expect(said(attribute('client_id'), undefined)).toEqual(other('client_id'));
    expect(said(attribute('id'), own)).toEqual([]);
    expect(said(attribute('id'), evil)).toEqual(other('id'));
    expect(said(attribute('name'), 'demo-acme-1')).toEqual([]);
    expect(said(attribute('name'), 'demo-globex-1')).toEqual(other('name'));
  });

  it('is a list or a number where that is one', () => {
    expect(said(attribute('access_token_validity_seconds'), 3600)).toEqual([]);
    for (const lie of ['x', '3600', 3601, [3600], true])
      expect(said(attribute('access_token_validity_seconds'), lie)).toEqual(
        other('access_token_validity_seconds'),
      );
    const grants = (values: Json): void => void (values.roles = [{ role_id: 'r', division_id: 'd' }]);
    expect(said(attribute('roles'), [{ division_id: 'd', role_id: 'r' }], grants)).toEqual([]);
    expect(said(attribute('roles'), [{ division_id: 'e', role_id: 'r' }], grants)).toEqual(other('roles'));
    expect(said(attribute('roles'), [], grants)).toEqual(other('roles'));
  });

  it('is not known where that is not', () => {
    const unknown = (values: Json, marks: Json): void => {
      delete values.client_id;
      marks.client_id = true;
    };
    expect(said(attribute('client_id'), null, unknown)).toEqual([]);
    expect(said(attribute('client_id'), own, unknown)).toEqual(other('client_id'));
  });

  it('is not known either where a part of it is not', () => {
    const part =
      (mark: Json) =>
      (values: Json, marks: Json): void => {
        values.roles = [{ role_id: 'r' }];
        marks.roles = mark;
      };
    const unknown = part([{ division_id: true }]);
    expect(said(attribute('roles'), null, unknown)).toEqual([]);
    expect(said(attribute('roles'), [{ role_id: 'r' }], unknown)).toEqual(other('roles'));
    expect(said(attribute('roles'), null, part([{ division_id: false }]))).toEqual(other('roles'));
    // A mark that does not fit hides nothing.
    expect(said(attribute('roles'), null, part([{ role_id: true }]))).toEqual(other('roles'));
  });

  it('is nothing, or an empty text, where that is either', () => {
    expect(said(attribute('description'), undefined)).toEqual([]);
    expect(said(attribute('description'), '')).toEqual([]);
    expect(said(attribute('description'), 'x')).toEqual(other('description'));
  });

  it('is the text that its file writes out', () => {
    expect(said('hello', 'hello')).toEqual([]);
    expect(said('$${hello}', '${hello}')).toEqual([]);
    expect(said('hello', 'evil')).toEqual(['another text for the output out than these files have']);
    expect(said('hello', null)).toEqual(['another text for the output out than these files have']);
  });

  it('is the number or the boolean that its file writes out', () => {
    expect(said(7, 7)).toEqual([]);
    expect(said(false, false)).toEqual([]);
    for (const lie of [8, '7', true, [7]])
      expect(said(7, lie)).toEqual(['another number for the output out than these files have']);
    for (const lie of [true, 'false', null])
      expect(said(false, lie)).toEqual(['another boolean for the output out than these files have']);
  });

  it('is what was read of the foundation', () => {
    const read = 'c6fac40f-48df-aa82-f8fe-83ac944e497f';
    expect(sample().demo.org.roles).toHaveProperty('reader');
    expect(said(roleReference(org, 'reader'), read)).toEqual([]);
    expect(said(roleReference(org, 'reader'), evil)).toEqual([
      'another value for the output out than was read',
    ]);
    expect(said(roleReference(org, 'reader'), null)).toEqual([
      'another value for the output out than was read',
    ]);
    expect(said(roleReference(org, 'reader').replace(outputOf('reader'), 'nobody'), evil)).toEqual([]);
  });

  it('may be left out where the plan leaves things out, and is no other text there either', () => {
    const targeted = (_values: Json, _marks: Json, plan: Json): void => void (plan.complete = false);
    const none = (_values: Json, _marks: Json, plan: Json): void => {
      targeted(_values, _marks, plan);
      plan.planned_values.outputs = {};
    };
    expect(said('hello', 'evil', targeted)).toEqual([
      'another text for the output out than these files have',
    ]);
    expect(said('hello', 'hello', targeted)).toEqual([]);
    expect(said('hello', 'hello', none)).toEqual([]);
  });

  it('may be anything where nothing was read, or all of it is handed on', () => {
    const unread = (_values: Json, _marks: Json, plan: Json): void => {
      const state = plan.prior_state.values.root_module;
      state.resources = state.resources.filter(({ mode }: Json) => mode !== 'data');
    };
    expect(said(roleReference(org, 'reader'), evil, unread)).toEqual([]);
    expect(said(roleReference(org, 'reader').replace(/\.outputs.*\}/, '}'), { reader: evil })).toEqual([]);
  });

  it('may be anything where its file says neither', () => {
    expect(said('${1 + 1}', 'anything')).toEqual([]);
    expect(said([7], [8])).toEqual([]);
  });
});
