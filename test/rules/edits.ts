import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type AssemblyText, type Json, roleReference } from '../support/write-assembly';
import { client, type Edit } from './fixtures/fixture';

/* What the tests of single rules change in what is written, and what they expect to be found. */

export type Case = [what: string, edit: Edit, expected: string[]];

export const stack = (edit: (file: Json, assembly: AssemblyText) => void, name = 'demo-acme'): Edit => ({
  assembly: (assembly) => edit(assembly.stacks.get(name), assembly),
});
/** Acme's stack as a text with something put before its first member. */
export const prefixed = (text: string): Edit => ({
  assembly: (assembly) =>
    void assembly.raw.set(
      'demo-acme',
      `{${text},${JSON.stringify(assembly.stacks.get('demo-acme')).slice(1)}`,
    ),
});
export const replaced = (from: string, to: string): Edit => ({
  assembly: (assembly) => {
    const text = JSON.stringify(assembly.stacks.get('demo-acme'));
    if (!text.includes(from)) throw new Error(`no ${from}`);
    assembly.raw.set(
      'demo-acme',
      text.replace(from, () => to),
    );
  },
});
export const roles = (edit: (roles: Json[]) => unknown): Edit => ({
  assembly: (assembly) => void edit(client(assembly).roles),
});
export const acme = (edit: (tenant: Json) => void): Edit => ({
  manifest: ({ demo }) => edit(demo?.tenants['acme']),
});
/** Sets members of acme's first client as written; undefined removes one. */
export const written = (values: Record<string, unknown>, more: Edit = {}): Edit => ({
  ...more,
  assembly: (assembly) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete client(assembly)[name];
      else client(assembly)[name] = value;
    }
  },
});

const [org] = manifestOf(sample()).orgs;
if (org === undefined) throw new Error('no org');
/** What refers to the role `editor` of the sample. */
export const editor = roleReference(org, 'editor');
