import { describe, expect, it } from 'vitest';
import { catalogText, orgText, reportWith, tenantText } from './texts';

/* Whoever knows nothing does what is printed, to the letter; what follows from a mistake is no mistake of its own. */

const id = '6f0c2e51-94a7-4d3b-8c1e-0b7d5a92f3e4';
const globex = tenantText.replace('voice: {}', 'sales: {}').replace('[voice]', '[sales]');
const tenant = (from: string, to: string): string => {
  if (!tenantText.includes(from)) throw new Error(`no ${from}`);
  return reportWith({ 'demo/acme.yaml': tenantText.replace(from, to) });
};

describe('a division that two tenants may read', () => {
  it('stands in one place: the first that says so is told to leave the other', () => {
    const holidays = /id: ([0-9a-f-]{36})/.exec(orgText)?.[1] ?? id;
    expect(tenant('voice: {}', `voice: {}\n  holidays: { id: ${holidays} }`)).toBe(
      `tenants/demo/acme.yaml:4:19  division id "${holidays}" is given twice: it is already the shared division "holidays" of demo
    Keep it in one of the two: a division has one owner. One that several tenants may see stands in sharedDivisions of org.yaml, and in no file of a tenant.`,
    );
  });
  it('and another one of that name gets another key', () => {
    expect(tenant('voice: {}', 'voice: {}\n  holidays: {}')).toContain(
      '"holidays" is also a shared division that lists acme: a grant in it could mean either',
    );
  });
});

describe('a list of tenants that cannot be read', () => {
  const shared = (tenants: string): string =>
    reportWith({
      'demo/org.yaml': orgText.replace(/tenants: \[[^\]]*\]/, `tenants: ${tenants}`),
      'demo/acme.yaml': tenantText.replace('[voice]', '[voice, holidays]'),
    });
  it('takes nothing from those who are meant', () => {
    expect(shared('["*"]')).toMatch(
      /^tenants\/demo\/org\.yaml:\S+ {2}sharedDivisions\.holidays\.tenants\[0\] must be an id [^\n]*\n[^\n]*$/,
    );
    expect(shared('[]')).toMatch(
      /^tenants\/demo\/org\.yaml:\S+ {2}sharedDivisions\.holidays\.tenants must have at least 1 item[^\n]*$/,
    );
    expect(shared('acme')).toMatch(
      /^tenants\/demo\/org\.yaml:\S+ {2}sharedDivisions\.holidays\.tenants must be a list[^\n]*\n[^\n]*$/,
    );
    expect(shared('[acne]')).toMatch(
      /^tenants\/demo\/org\.yaml:\S+ {2}tenant "acne" does not exist in this org\n {4}Did you mean "acme"\?$/,
    );
  });
  it('but one that names others does', () => {
    expect(
      reportWith({
        'demo/acme.yaml': tenantText.replace('[voice]', '[voice, holidays]'),
        'demo/org.yaml': orgText.replace(/tenants: \[[^\]]*\]/, 'tenants: [globex]'),
        'demo/globex.yaml': globex,
      }),
    ).toContain('division "holidays" is shared, but not with acme');
  });
});

it('a name is not asked for what is there and misspelt', () => {
  const adopted = (manage: string): string =>
    tenant('voice: {}', `voice: {}\n  old: { id: ${id.replace('6f', '5f')}, name: Old, ${manage} }`);
  for (const manage of ['manage: yes', 'manage: "true"', 'manage: 1'])
    expect(adopted(manage)).toMatch(/^[^\n]*manage must be true or false[^\n]*\n[^\n]*$/);
  expect(adopted('manage: false')).toContain('"name" needs "manage: true"');
});

it('what there is is told once', () => {
  const both = reportWith({
    'demo/acme.yaml': tenantText
      .replace('voice: {}', 'voice: {}\n  holidays: {}')
      .replace('[voice]', '[zzzzzz]'),
  });
  expect(both).toContain('It has: "holidays" and "voice".');
});

it('YAML’s own words are not those of a missing comma, nor of a line too far to the right', () => {
  expect(tenant('role: etl-reader, divisions', 'role: etl-reader divisions')).toContain(
    `a key or an item starts here inside of [ ] or { }
    A "," is missing before it, or a bracket before it is not closed; what stands in brackets needs brackets of its own.`,
  );
  expect(reportWith({ 'demo/acme.yaml': tenantText.replace(/^( *)(divisions:)/m, '$1  $2') })).toContain(
    'Put a text that holds ": " in quotes. Keys inside of this one start on a line of their own; a key beside it is indented as it is.',
  );
});

it('says how to write what was written as a text', () => {
  const org = (from: RegExp, to: string): string =>
    reportWith({ 'demo/org.yaml': orgText.replace(from, to) });
  expect(org(/^state: .*$/m, 'state: local')).toContain('Write its keys: { backend: … }.');
  expect(org(/^state: /m, 'gateway: http://127.0.0.1:8083\nstate: ')).toContain(
    'Write its keys: { url: … }.',
  );
  expect(tenant('voice: {}', 'voice: x')).toContain('Write {} for a division that this tenant creates.');
  expect(reportWith({ 'demo/waivers.yaml': 'waivers: []\n' })).toContain(
    'the file must be a list, not an object\n    Begin each exception with "- ", and put no key above them.',
  );
});

it('a catalogue of another region is taken anew, or the region corrected', () => {
  const report = reportWith({
    'demo/catalog.json': catalogText.replace(/"region": *"[^"]*"/, '"region": "us-east-1"'),
  });
  expect(report).toContain(
    'A catalogue of another organization says nothing about this one. Correct the region in the file where it is wrong, or take the catalogue anew from this organization.',
  );
});

describe('a key that stands elsewhere by that name', () => {
  const hint = (report: string): string => report.split('\n    ')[1] ?? '';
  it('is not sent there where something else is meant', () => {
    const roles = 'Roles are granted under "grants": { role: …, divisions: [ … ] }.';
    expect(hint(tenant('client:', 'client:\n  roles: [etl-reader]'))).toBe(roles);
    expect(hint(tenant('client:', 'client:\n  divisions: [voice]'))).toBe(roles);
    for (const key of ['id', 'name', 'tenant'])
      expect(hint(tenant('owner:', `${key}: acme\nowner:`))).toBe(
        'The name of the file is the id of the tenant: leave it out.',
      );
    const org = (line: string): string => hint(reportWith({ 'demo/org.yaml': `${line}\n${orgText}` }));
    for (const key of ['id', 'name', 'org'])
      expect(org(`${key}: demo`)).toBe('The name of the folder is the id of the org: leave it out.');
    expect(org('tenants: [acme]')).toBe('Each tenant is a file beside org.yaml: leave it out.');
  });
  it('and is told as another backend’s before the org’s', () => {
    const state = 'state: { backend: gcs, bucket: b, region: eu-west-1 }';
    expect(hint(reportWith({ 'demo/org.yaml': orgText.replace(/^state: .*$/m, state) }))).toBe(
      'It is a setting of the backend "s3".',
    );
  });
});

it('two ids without a comma are not one', () => {
  expect(tenant('[voice]', '[voice, chat legacy]')).toContain(
    'Is a "," missing? One id would be "chat-legacy", for example.',
  );
  expect(tenant('[voice]', '[Voice Calls]')).toContain('Write "voice-calls", for example.');
});

it('an id that has its org before it, as reports write it, is meant without', () => {
  const hint = (tenant: string): string =>
    reportWith({ 'demo/waivers.yaml': `- { rule: grant-type, tenant: ${tenant} }\n` });
  expect(hint('demo/acme')).toContain('Write "acme" if "demo" is the org, else "demo-acme", for example.');
  for (const [other, better] of [
    ['demo/Acme', 'demo-acme'],
    ['Demo/acme', 'demo-acme'],
    ['eu/demo/acme', 'eu-demo-acme'],
  ])
    expect(hint(other ?? '')).toContain(`Write "${better}", for example.`);
});

it('says which keys an object has that was written as something else', () => {
  const org = (from: RegExp, to: string): string => {
    if (!from.test(orgText)) throw new Error(`no ${from}`);
    return reportWith({ 'demo/org.yaml': orgText.replace(from, to) });
  };
  expect(tenant('{ role: etl-reader, divisions: [voice] }', 'etl-reader')).toContain(
    'Write its keys: { role: …, divisions: [ … ] }.',
  );
  expect(tenant('client:', 'client:\n  credentials: 1')).toContain(
    'Write its keys: { generations: [ … ], current: … }.',
  );
  expect(org(/etl-reader: .*/, 'etl-reader: [routing:queue:view]')).toContain(
    'Write its keys: { permissions: [ … ] }.',
  );
  expect(org(/^state: /m, 'limits: 4h\nstate: ')).toContain('Write its keys: { tokenLifetime: … }.');
});
