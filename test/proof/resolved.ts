import { parseJson } from '../../lib/json/parse';
import { buildModel } from '../../lib/proof/model';
import { resolveDivision } from '../../lib/proof/resolve-division';
import { resolveRole } from '../../lib/proof/resolve-role';
import { divisionValue, scalar } from '../../lib/proof/value';
import type { DivisionVerdict } from '../../lib/proof/verdict';
import { readAssembly } from '../../lib/terraform/assembly';
import { manifestOf } from '../support/manifest';
import { sample } from '../support/sample';
import { type AssemblyText, toFiles, writeAssembly } from '../support/write-assembly';

export const manifest = manifestOf(sample());

/** What values in acme's stack mean, after an edit of the stacks; `foundation` is how the stack without a tenant sees them. */
export function acme(edit: (assembly: AssemblyText) => void = () => {}, from = manifest) {
  const assembly = writeAssembly(from);
  edit(assembly);
  const [org] = buildModel({
    manifest: from,
    assembly: readAssembly(toFiles(assembly)),
    today: '2026-11-24',
  }).orgs;
  const tenant = org?.tenants[0];
  if (!org || !tenant?.stack) throw new Error('no stack');
  const { stack } = tenant;
  const value = (json: unknown) => {
    const node = parseJson(JSON.stringify(json));
    if (!node.ok) throw new Error(node.error.message);
    return scalar(node.value);
  };
  const verdict = (json: unknown) =>
    resolveDivision(divisionValue(value(json)), tenant.tenant, stack, org.around);
  return {
    verdict,
    division: (json: unknown) => show(verdict(json)),
    foundation: (json: unknown) =>
      show(resolveDivision(divisionValue(value(json)), undefined, stack, org.around)),
    role: (json: unknown) => {
      const verdict = resolveRole(value(json), stack, org.around);
      return verdict.kind === 'template' ? `template ${verdict.role}` : `unproven: ${verdict.reason}`;
    },
    org: org.org,
  };
}

function show(verdict: DivisionVerdict): string {
  switch (verdict.kind) {
    case 'own':
    case 'shared':
      return `${verdict.kind} ${verdict.division}`;
    case 'foreign':
      return `foreign ${verdict.owner} ${verdict.division}`;
    case 'home':
      return `home: ${verdict.how}`;
    case 'unowned':
      return `unowned: ${verdict.what}`;
    case 'unproven':
      return `unproven: ${verdict.reason}`;
    case 'all':
      return 'all';
  }
}

export function manifestOrg() {
  const [org] = manifest.orgs;
  if (org === undefined) throw new Error('no org');
  return org;
}
