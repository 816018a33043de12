import { assemble, type OrgParts } from './assemble';
import { type Checked, checkFile } from './check-file';
import type { Fault } from './fault';
import { type OrgId, orgIdProblem, type TenantId, tenantIdProblem } from './ids';
import { readJson } from './json';
import type { Manifest, Problem } from './model';
import { formatProblem } from './problems';
import { quote } from './quote';
import type { Configs, FileKind, Inputs } from './schema';

/** A tenant as TypeScript writes it: its id, and what its file would say. */
export type TenantInput = { readonly id: string } & Inputs['tenant'];

/** An org as TypeScript writes it: its id, what `org.yaml` would say, and what its other files would say. */
export type OrgInput = {
  readonly id: string;
  readonly catalog?: Inputs['catalog'];
  readonly waivers?: Inputs['waivers'];
} & Inputs['org'];

/** A tenant that is right by itself; {@link defineManifest} checks what it refers to. */
export interface TenantDefinition {
  readonly id: TenantId;
  readonly tenant: Checked<Configs['tenant']>;
}

/** An org that is right by itself; {@link defineManifest} checks what it refers to. */
export interface OrgDefinition {
  readonly id: OrgId;
  readonly main: Checked<Configs['org']>;
  readonly catalog: Checked<Configs['catalog']> | undefined;
  readonly waivers: Checked<Configs['waivers']> | undefined;
}

/** All that is wrong with a manifest written in TypeScript. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';

  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(`The manifest has ${count}:\n${problems.map(formatProblem).join('\n')}`);
  }
}

/**
 * Checks one tenant by itself, as the loader checks a file.
 * @throws {ManifestError} with all problems at once.
 */
export function defineTenant({ id, ...input }: TenantInput): TenantDefinition {
  const tenant = checked('tenant', input);
  demand([...idFaults(id, tenantIdProblem(id)), ...named(tenant, String(id))]);
  return { id: id as TenantId, tenant };
}

/**
 * Checks one org with its catalogue and waivers by themselves, as the loader checks their files.
 * @throws {ManifestError} with all problems at once.
 */
export function defineOrg({ id, catalog, waivers, ...input }: OrgInput): OrgDefinition {
  const definition = {
    id: id as OrgId,
    main: checked('org', input),
    catalog: catalog === undefined ? undefined : checked('catalog', catalog),
    waivers: waivers === undefined ? undefined : checked('waivers', waivers),
  };
  demand([
    ...idFaults(id, orgIdProblem(id)),
    ...named(definition.main, `${id}/org`),
    ...named(definition.catalog, `${id}/catalog`),
    ...named(definition.waivers, `${id}/waivers`),
  ]);
  return definition;
}

/**
 * Makes a manifest of definitions, as the loader makes one of a folder: with everything checked that concerns more than one of them.
 * In messages and places they are called `<org>/org`, `<org>/<tenant>` and so on; `sources` holds them as JSON.
 * @throws {ManifestError} with all problems at once.
 */
export function defineManifest(
  orgs: readonly { readonly org: OrgDefinition; readonly tenants: readonly TenantDefinition[] }[],
): Manifest {
  const parts = orgs.map(({ org: { id, main, catalog, waivers }, tenants }): OrgParts => {
    const file = `${id}/org`;
    return {
      id,
      file,
      main: { ...main, file },
      catalog: catalog && { ...catalog, file: `${id}/catalog` },
      waivers: waivers && { ...waivers, file: `${id}/waivers` },
      tenants: tenants.map((one) => ({ id: one.id, ...one.tenant, file: `${id}/${one.id}` })),
    };
  });
  const twice = [
    ...repeated(
      parts.map(({ id, file }) => ({ id, file })),
      'org',
    ),
    ...parts.flatMap(({ tenants }) => repeated(tenants, 'tenant')),
  ];
  demand(twice);
  const result = assemble(parts, [], false);
  if (!result.ok) throw new ManifestError(result.problems);
  return result.manifest;
}

/** By way of JSON, so that what is checked, kept and fingerprinted is the same: plain data. */
function checked<Kind extends FileKind>(kind: Kind, input: unknown): Checked<Configs[Kind]> {
  let text: string;
  try {
    text = `${JSON.stringify(input, undefined, 2)}\n`;
  } catch {
    const message = 'the definition is not plain data: it cannot be written as JSON';
    const hint = 'Only objects without cycles, lists, text, numbers, true and false can be written.';
    return { text: undefined, value: undefined, config: undefined, faults: [{ path: [], message, hint }] };
  }
  return checkFile(kind, text, readJson(text));
}

const named = (one: Checked<unknown> | undefined, file: string): readonly Fault[] =>
  (one?.faults ?? []).map((fault) => ({ ...fault, file }));

const idFaults = (id: string, problem: string | undefined): readonly Fault[] =>
  problem === undefined
    ? []
    : [{ file: quote(String(id)), path: ['id'], message: `${quote(String(id))} ${problem}` }];

function repeated(
  list: readonly { readonly id: string; readonly file: string }[],
  what: string,
): readonly Fault[] {
  return list
    .filter(({ id }, index) => list.findIndex((other) => other.id === id) < index)
    .map(({ id, file }) => ({ file, path: [], message: `the ${what} ${quote(id)} is defined twice` }));
}

function demand(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const { toProblems } = require('./positions') as typeof import('./positions');
  throw new ManifestError(toProblems(faults, new Map()));
}
