import type { LoadResult } from '../../lib/manifest/model';
import { parseManifest } from '../../lib/manifest/parse';
import { formatProblem } from '../../lib/manifest/problems';

export type Texts = Readonly<Record<string, string | Uint8Array>>;

/** A small manifest without a problem, to be changed in one place. */
export const orgText = `\
region: eu-west-1
state: { backend: local }
roles:
  etl-reader: { permissions: [routing:queue:view] }
sharedDivisions:
  holidays:
    id: 6f0c2e51-94a7-4d3b-8c1e-0b7d5a92f3e4
    tenants: [acme]
    reason: common schedules
`;
export const tenantText = `\
owner: team@example.com
divisions:
  voice: {}
client:
  grants:
    - { role: etl-reader, divisions: [voice] }
`;
export const catalogText = `\
{
  "schema": "bulkhead-catalog/1",
  "organization": { "id": "9a3d6c71-58e2-4f0b-b1c4-2e7f8d05a96b", "name": "Test" },
  "region": "eu-west-1",
  "date": "2026-11-23",
  "homeDivisionId": "c5e1b940-7f36-4a8d-9e02-61d8f4a3b75c",
  "permissions": { "routing:queue:view": true }
}
`;

/** Loads texts as if they were files: keys are `<org>/<file>`. */
export function load(texts: Texts): LoadResult {
  const orgs = [...new Set(Object.keys(texts).map((path) => path.split('/')[0] ?? ''))].sort();
  return parseManifest({
    faults: [],
    orgs: orgs.map((id) => ({
      id,
      folder: `tenants/${id}`,
      files: Object.entries(texts)
        .filter(([path]) => path.startsWith(`${id}/`))
        .map(([path, text]) => ({
          name: path.slice(id.length + 1),
          file: `tenants/${path}`,
          bytes: typeof text === 'string' ? Buffer.from(text) : text,
        })),
    })),
  });
}

/** All problems as people see them. */
export function report(texts: Texts): string {
  const result = load(texts);
  return result.ok ? 'no problem' : result.problems.map(formatProblem).join('\n');
}

const base: Texts = { 'demo/org.yaml': orgText, 'demo/acme.yaml': tenantText };

/** The problems of the small manifest with some files replaced. */
export const reportWith = (texts: Texts): string => report({ ...base, ...texts });
export const reportTenant = (text: string | Uint8Array): string => reportWith({ 'demo/acme.yaml': text });
export const reportOrg = (text: string): string => reportWith({ 'demo/org.yaml': text });

/** The problems of many texts on one sheet, to be read as people read them. */
export const sheet = <Text>(
  report: (text: Text) => string,
  cases: readonly (readonly [name: string, text: Text])[],
): string => `\n${cases.map(([name, text]) => `# ${name}\n${report(text)}`).join('\n')}\n`;
