// Replaces schema.json by that of another version of the provider, for the same resource types and data sources:
//   node packages/provider-genesyscloud/fetch-schema.mjs VERSION
// Needs terraform and, unless it has the provider in a mirror, the network. Prints what is different.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = 'mypurecloud/genesyscloud';
const address = `registry.terraform.io/${source}`;
const here = dirname(fileURLToPath(import.meta.url));

const [version, ...rest] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version ?? '') || rest.length > 0) {
  console.error('Usage: node packages/provider-genesyscloud/fetch-schema.mjs VERSION   (for example 1.85.0)');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'provider-schema-'));
try {
  const provider = { source, version };
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ terraform: { required_providers: { genesyscloud: provider } } }),
  );
  terraform('init', '-backend=false', '-input=false');
  replace(JSON.parse(terraform('providers', 'schema', '-json')).provider_schemas[address]);
} finally {
  rmSync(folder, { recursive: true });
}

function terraform(...args) {
  return execFileSync('terraform', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
}

function replace(fetched) {
  const file = join(here, 'schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  const current = schema.provider_schemas[address];
  const next = { ...current, provider: fetched.provider };
  for (const kind of ['resource_schemas', 'data_source_schemas']) {
    const kept = Object.keys(current[kind]);
    const gone = kept.filter((type) => !fetched[kind]?.[type]);
    if (gone.length > 0) throw new Error(`${source} ${version} has no ${gone.join(', ')} (${kind}).`);
    next[kind] = Object.fromEntries(kept.map((type) => [type, fetched[kind][type]]));
  }
  for (const line of differences(plain(current), plain(next))) console.log(line);
  writeFileSync(
    file,
    `${JSON.stringify({ ...schema, provider_schemas: { [address]: plain(next) } }, null, 1)}\n`,
  );

  const packageFile = join(here, 'package.json');
  const text = readFileSync(packageFile, 'utf8');
  const old = JSON.parse(text).version;
  writeFileSync(packageFile, text.replaceAll(old, version));
  console.log(`schema.json is now that of ${source} ${version} (was ${old}).`);
}

/** Keys sorted and prose left out: what decides how a file is read, and nothing that changes with the wording. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !(/^description(_kind)?$/.test(key) && typeof value[key] !== 'object'))
      .sort()
      .map((key) => [key, plain(value[key])]),
  );
}

function differences(before, after, path = []) {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(before) || !isObject(after)) {
    const show = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));
    return [`${path.join('.')}: ${show(before)} -> ${show(after)}`];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
}
