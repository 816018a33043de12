// Generates the bindings from schema.json. No network, no terraform: the generator finds the schema in its cache folder.
// `npm run bindings` runs it; docs/how-to/upgrade-the-provider.md says how to get a newer schema.json.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const source = 'mypurecloud/genesyscloud';
const address = `registry.terraform.io/${source}`;
const cache = join(here, '.cache');
const generated = join(cache, 'generated');

const schema = JSON.parse(readFileSync(join(here, 'schema.json'), 'utf8'));
if (!schema.provider_schemas?.[address]) {
  throw new Error(`packages/provider-genesyscloud/schema.json does not describe ${address}.`);
}
rmSync(cache, { recursive: true, force: true });
mkdirSync(generated, { recursive: true });
writeFileSync(
  join(cache, `${encodeURIComponent(source)}@${version}.json`),
  JSON.stringify({ ...schema, provider_versions: { [address]: version } }),
);

// While it loads, the generator runs `terraform version` for its crash reports. Whether there is a terraform, and with which settings,
// is nothing to report here: an unreadable CLI configuration would be printed as an error of the generator.
delete process.env.TF_CLI_CONFIG_FILE;
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
