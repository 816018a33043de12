// Builds the stand-in provider into a filesystem mirror, once for each state of its sources:
//
//   node test/provider/build.mjs     → {"mirror": …, "cliConfigFile": …, "source": …}
//
// Needs Go and, the first time, Go's module proxy. Nothing of it is shipped.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const bindings = join(root, 'packages', 'provider-genesyscloud');
const cache = join(root, 'node_modules', '.cache', 'stand-in-provider');
/** The address that configurations require: a folder here, no host is asked. */
const address = 'registry.terraform.io/mypurecloud/genesyscloud';
/** Terraform itself is not needed to build, and no other toolchain is fetched. */
const environment = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' };

/**
 * The folders of the built provider. Calls at the same time, from several processes too, each get a whole one: it appears by one rename.
 * @returns {Promise<import('./build.mjs').StandIn>}
 */
export async function buildStandIn() {
  const version = JSON.parse(await readFile(join(bindings, 'package.json'), 'utf8')).version;
  const { GOOS, GOARCH, GOVERSION } = JSON.parse((await go(here, 'env', '-json')).stdout);
  const [, minor = 0] = /^go1\.(\d+)/.exec(GOVERSION) ?? [];
  if (Number(minor) < 25)
    throw new Error(`${GOVERSION} is too old: the stand-in provider of the tests needs Go 1.25 or newer.`);
  const files = (await readdir(here)).filter((name) => /\.go$|^go\.(mod|sum)$/.test(name)).sort();
  const texts = [join(bindings, 'schema.json'), ...files.map((name) => join(here, name))];
  const hash = createHash('sha256').update(JSON.stringify([root, version, GOOS, GOARCH, GOVERSION, files]));
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  for (const file of texts) hash.update('\0').update(await readFile(file));
  const built = join(cache, hash.digest('hex').slice(0, 16));
  const standIn = {
    mirror: join(built, 'mirror'),
    cliConfigFile: join(built, 'terraform.tfrc'),
    source: join(built, 'source'),
  };
  if (existsSync(built)) return standIn;

  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'draft-'));
  try {
    const source = join(draft, 'source');
    await mkdir(source);
    for (const file of files) await copyFile(join(here, file), join(source, file));
    await copyFile(join(bindings, 'schema.json'), join(source, 'schema.json'));
    const folder = join(draft, 'mirror', address, version, `${GOOS}_${GOARCH}`);
    const program = join(folder, `terraform-provider-genesyscloud_v${version}`);
    await go(
      source,
      'build',
      '-trimpath',
      '-ldflags',
      `-s -w -X main.version=${version}`,
      '-o',
      program,
      '.',
    );
    await writeFile(join(draft, 'terraform.tfrc'), cliConfig(standIn.mirror));
    await rename(draft, built).catch((error) => {
      // Another process was faster, with the same content.
      if (!existsSync(built)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return standIn;
}

/** Terraform looks in the mirror and nowhere else, for any provider. */
const cliConfig = (mirror) =>
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;

async function go(cwd, ...args) {
  try {
    return await run('go', args, { cwd, env: environment, maxBuffer: 1 << 24 });
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Error('go is not installed: the stand-in provider of the tests needs Go 1.25 or newer.');
    throw new Error(`go ${args[0]} failed in test/provider:\n${error.stderr ?? error.message}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  buildStandIn().then(
    (standIn) => console.log(JSON.stringify(standIn)),
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
