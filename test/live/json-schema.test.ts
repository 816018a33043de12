import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { expect, it } from 'vitest';
import { check, liveReport } from '../../lib/live/check';
import { liveJsonSchema } from '../../lib/live/json-schema';
import { root } from '../commands/run';

it('is the committed schema of the report on a live org (npm run schemas)', () => {
  const text = readFileSync(join(root, 'schema', 'live.schema.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(liveJsonSchema(), undefined, 2)}\n`);
});

it('holds reports, and refuses what is none', () => {
  const validate = new Ajv2020({ strict: false }).compile(liveJsonSchema());
  const checks = [check('client', 'demo-acme-1', 'extra', 'one client', '2 clients')];
  const residual = [{ what: 'operations that need no permission', count: 371 }];
  const resumed = { begun: '2026-11-27T10:00:00.000Z', remembered: 3 };
  const report = liveReport('audit', 'demo', [{ owner: 'demo', checks, residual }], resumed);
  for (const each of [report, liveReport('verify', 'demo', [])]) {
    validate(JSON.parse(JSON.stringify(each)));
    expect(validate.errors).toBe(null);
  }
  expect(validate({ ...report, sections: [] })).toBe(false);
  expect(validate({ ...report, verdict: 'proven' })).toBe(false);
});
