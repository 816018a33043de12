// Regenerates the bindings from schema.json. No network, no terraform: the generator finds the schema in its cache folder.
// After a provider upgrade: replace schema.json (docs/how-to/upgrade-the-provider.md) and run `npm run bindings`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const source = 'mypurecloud/genesyscloud';
const cache = join(here, '.cache');
const generated = join(cache, 'generated');

rmSync(cache, { recursive: true, force: true });
mkdirSync(generated, { recursive: true });
const schema = JSON.parse(readFileSync(join(here, 'schema.json'), 'utf8'));
writeFileSync(
  join(cache, `${encodeURIComponent(source)}@${version}.json`),
  JSON.stringify({ ...schema, provider_versions: { [`registry.terraform.io/${source}`]: version } }),
);

// The generator asks terraform for its version while it loads, and logs when there is none: neither matters here.
process.env.CDKTF_LOG_LEVEL = 'off';
process.env.CHECKPOINT_DISABLE = '1';
const require = createRequire(import.meta.url);
const { ConstructsMaker } = require('@cdktf/provider-generator');
const { Language, TerraformProviderConstraint } = require('@cdktf/commons');
const maker = new ConstructsMaker({ codeMakerOutput: generated, targetLanguage: Language.TYPESCRIPT }, cache);
await maker.generate([new TerraformProviderConstraint(`${source}@${version}`)]);

rmSync(join(here, 'src'), { recursive: true, force: true });
rmSync(join(here, 'lib'), { recursive: true, force: true });
cpSync(join(generated, 'providers', 'genesyscloud'), join(here, 'src'), { recursive: true });
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', here], { stdio: 'inherit' });
rmSync(cache, { recursive: true, force: true });
