#!/usr/bin/env node
/*
 * Writes lib/genesys/data/*.json from a folder of tables:
 *
 *   node scripts/facts.mjs FOLDER --api-date YYYY-MM-DD --provider-date YYYY-MM-DD [--out DIR]
 *
 * FOLDER holds, each with a header line:
 *   operations.tsv                           method, path, operation_id, permission_mode (ANY | ALL | empty), permissions, scopes
 *   operations-without-permission.tsv        method, path: must be exactly the rows above without a permission
 *   permission-division-evidence.tsv         permission, …, evidence (likely | possible | no-evidence)
 *   genesyscloud-<version>-authority-attributes.tsv   resource, attribute, type, mode, sensitive
 * and, one word a line:
 *   scopes.txt                               every OAuth scope
 *   genesyscloud-<version>-resource-types.txt         every resource type of the provider
 *
 * The first four come from Genesys' public API description, the others from the Terraform provider's schema; the dates are
 * those of the release that was read. A cell that this script does not understand is an error, never a guess: the data decide what a
 * client can reach.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the API description says in place of a permission for an operation whose permissions it does not tell. */
const UNSTATED = 'They are enforced by the backend';
const POLICY = /^[A-Za-z0-9]+:[A-Za-z0-9]+:[A-Za-z0-9]+$/;
const GENERAL = /^[a-z]+(_[a-z]+)*$/;

class Refused extends Error {}

function table(folder, name, columns) {
  const [header, ...rows] = lines(folder, name);
  if (header !== columns.join('\t')) throw new Refused(`${name}:1: columns must be ${columns.join(', ')}`);
  return rows.map((row, index) => {
    const cells = row.split('\t');
    const at = `${name}:${index + 2}`;
    if (cells.length !== columns.length)
      throw new Refused(`${at}: ${cells.length} columns, not ${columns.length}`);
    return { at, ...Object.fromEntries(columns.map((column, i) => [column, cells[i]])) };
  });
}

function lines(folder, name) {
  const text = readFileSync(join(folder, name), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

const list = (cell) => (cell === '' ? [] : cell.split(','));
const sorted = (words) => [...new Set(words)].sort();
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function requirement(row) {
  const permissions = list(row.permissions);
  if (permissions.length === 0) {
    if (row.permission_mode !== '') throw new Refused(`${row.at}: a mode without permissions`);
    return { kind: 'open', permissions };
  }
  if (permissions.length === 1 && permissions[0] === UNSTATED) return { kind: 'unstated', permissions: [] };
  for (const permission of permissions) {
    if (!POLICY.test(permission) && !GENERAL.test(permission))
      throw new Refused(`${row.at}: not a permission: ${JSON.stringify(permission)}`);
  }
  if (row.permission_mode !== 'ANY' && row.permission_mode !== 'ALL')
    throw new Refused(`${row.at}: unknown mode ${JSON.stringify(row.permission_mode)}`);
  if (row.scopes === '') throw new Refused(`${row.at}: needs a permission but names no scope`);
  // Some rows repeat a permission.
  return { kind: row.permission_mode.toLowerCase(), permissions: [...new Set(permissions)] };
}

function operations(folder, date) {
  const columns = ['method', 'path', 'operation_id', 'permission_mode', 'permissions', 'scopes'];
  const rows = table(folder, 'operations.tsv', columns).map((row) => ({ ...row, needs: requirement(row) }));
  const permissions = sorted(rows.flatMap((row) => row.needs.permissions));
  const scopes = sorted(lines(folder, 'scopes.txt'));
  for (const row of rows) {
    if (!/^(GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(row.method) || !/^\/api\/v2\/\S+$/.test(row.path))
      throw new Refused(`${row.at}: not an operation: ${row.method} ${row.path}`);
    for (const scope of list(row.scopes))
      if (!scopes.includes(scope)) throw new Refused(`${row.at}: scope ${scope} is not in scopes.txt`);
  }
  const names = new Set(rows.map((row) => `${row.method} ${row.path}`));
  if (names.size !== rows.length) throw new Refused('operations.tsv: an operation is listed twice');

  const open = rows.filter((row) => row.needs.kind === 'open').map((row) => `${row.method} ${row.path}`);
  const claimed = table(folder, 'operations-without-permission.tsv', ['method', 'path']).map(
    (row) => `${row.method} ${row.path}`,
  );
  if (open.sort().join('\n') !== claimed.sort().join('\n'))
    throw new Refused(
      'operations-without-permission.tsv: not the operations without permission of operations.tsv',
    );

  const indexes = (words, all) => words.map((word) => all.indexOf(word)).join(',') || '-';
  const ordered = rows.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
  return {
    source: 'Genesys Cloud platform API description',
    date,
    scopes,
    permissions,
    // Per permission the lines of the operations that name it, so that a reader decodes only what a client touches.
    namedBy: permissions.map((permission) =>
      ordered.flatMap((row, line) => (row.needs.permissions.includes(permission) ? [line] : [])).join(','),
    ),
    // One operation a line: method, path, any | all | open | unstated, indexes into permissions, indexes into scopes.
    operations: ordered.map((row) =>
      [
        row.method,
        row.path,
        row.needs.kind,
        indexes(row.needs.permissions, permissions),
        indexes(list(row.scopes), scopes),
      ].join(' '),
    ),
  };
}

function divisionHints(folder, date, permissions) {
  const columns = [
    'permission',
    'operations',
    'response_has_division',
    'body_has_division',
    'query_division_id',
    'division_error_code',
    'divisionviews_path',
    'evidence',
  ];
  const rows = table(folder, 'permission-division-evidence.tsv', columns);
  for (const row of rows) {
    if (!permissions.includes(row.permission))
      throw new Refused(`${row.at}: ${row.permission} is in no operation`);
    if (!['likely', 'possible', 'no-evidence'].includes(row.evidence))
      throw new Refused(`${row.at}: unknown evidence ${row.evidence}`);
  }
  const having = (evidence) =>
    sorted(rows.filter((row) => row.evidence === evidence).map((row) => row.permission));
  return {
    source:
      'Genesys Cloud platform API description: divisions in models, queries and error codes of the operations of a permission',
    date,
    likely: having('likely'),
    possible: having('possible'),
  };
}

function provider(folder, date) {
  const suffix = '-resource-types.txt';
  const [file, ...others] = readdirSync(folder).filter(
    (name) => name.startsWith('genesyscloud-') && name.endsWith(suffix),
  );
  if (file === undefined || others.length > 0)
    throw new Refused(`exactly one genesyscloud-<version>${suffix} is needed`);
  const version = file.slice('genesyscloud-'.length, -suffix.length);
  const types = sorted(lines(folder, file));
  const rows = table(folder, `genesyscloud-${version}-authority-attributes.tsv`, [
    'resource',
    'attribute',
    'type',
    'mode',
    'sensitive',
  ]);
  const authority = {};
  for (const row of rows.sort(
    (a, b) => compare(a.resource, b.resource) || compare(a.attribute, b.attribute),
  )) {
    if (!types.includes(row.resource))
      throw new Refused(`${row.at}: ${row.resource} is no resource type of the provider`);
    if (!['required', 'optional', 'optional+computed', 'computed'].includes(row.mode))
      throw new Refused(`${row.at}: unknown mode ${row.mode}`);
    authority[row.resource] = [...(authority[row.resource] ?? []), `${row.attribute} ${row.mode}`];
  }
  return {
    source: `Terraform provider mypurecloud/genesyscloud ${version}, its schema`,
    date,
    version,
    types,
    authority,
  };
}

/** JSON with one element of an array a line, so that a new release reads well as a diff. */
const write = (out, name, data) =>
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(data, undefined, 1)}\n`);

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'api-date': { type: 'string' },
      'provider-date': { type: 'string' },
      out: { type: 'string', default: fileURLToPath(new URL('../lib/genesys/data', import.meta.url)) },
    },
  });
  const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
  const [folder] = positionals;
  if (positionals.length !== 1 || !isDate(values['api-date']) || !isDate(values['provider-date']))
    throw new Refused(
      'usage: node scripts/facts.mjs FOLDER --api-date YYYY-MM-DD --provider-date YYYY-MM-DD [--out DIR]',
    );
  const api = operations(resolve(folder), values['api-date']);
  const hints = divisionHints(resolve(folder), values['api-date'], api.permissions);
  const resources = provider(resolve(folder), values['provider-date']);
  write(values.out, 'operations', api);
  write(values.out, 'division-hints', hints);
  write(values.out, 'provider', resources);
}

try {
  main();
} catch (error) {
  if (
    !(error instanceof Refused) &&
    error.code !== 'ENOENT' &&
    !String(error.code).startsWith('ERR_PARSE_ARGS')
  )
    throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
