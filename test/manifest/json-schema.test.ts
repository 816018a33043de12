import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchema, schemaKinds } from '../../lib/manifest/json-schema';

const root = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** Every key with what describes it, at any depth. */
function* keys(schema: unknown, path = ''): Iterable<readonly [string, unknown]> {
  if (typeof schema !== 'object' || schema === null) return;
  if ('properties' in schema && typeof schema.properties === 'object' && schema.properties !== null)
    for (const [key, inner] of Object.entries(schema.properties)) {
      yield [`${path}/${key}`, inner.description];
      yield* keys(inner, `${path}/${key}`);
    }
  for (const [key, inner] of Object.entries(schema))
    if (key !== 'properties') yield* keys(inner, `${path}/${key}`);
}

describe.each(schemaKinds)('the JSON Schema of %s', (kind) => {
  const schema = jsonSchema(kind);

  it('is the one in schema/; "npm run schemas" writes it anew', () => {
    expect(read('schema', `${kind}.schema.json`)).toBe(`${JSON.stringify(schema, undefined, 2)}\n`);
  });

  it('describes every key', () => {
    const all = [...keys(schema)];
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter(([, description]) => typeof description !== 'string')).toEqual([]);
  });
});

describe('the JSON Schemas', () => {
  const check = (kind: (typeof schemaKinds)[number], text: string): boolean =>
    z.fromJSONSchema(JSON.parse(read('schema', `${kind}.schema.json`))).safeParse(parse(text)).success;
  const demo = (name: string): string => read('tenants', 'demo', name);

  it('take the demonstration', () => {
    expect(check('org', demo('org.yaml'))).toBe(true);
    expect(check('catalog', demo('catalog.json'))).toBe(true);
    expect(check('waivers', demo('waivers.yaml'))).toBe(true);
    for (const tenant of ['acme', 'globex', 'initech', 'umbrella'])
      expect(check('tenant', demo(`${tenant}.yaml`))).toBe(true);
  });

  it.each([
    ['a misspelt key', 'divisions:', 'divsions:'],
    ['a bad duration', 'tokenLifetime: 1h', 'tokenLifetime: 1 hour'],
    ['a bad id', 'voice: {}', 'Voice: {}'],
    ['a missing value', 'voice: {}', 'voice:'],
    ['a number for text', 'contact-acme@example.com', '5'],
  ])('refuse %s', (_, good, bad) => {
    expect(demo('acme.yaml')).toContain(good);
    expect(check('tenant', demo('acme.yaml').replace(good, bad))).toBe(false);
  });
});
