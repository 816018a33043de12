import { devNull } from 'node:os';
import { defineConfig } from 'vitest/config';

// CI asks for a machine-readable summary beside the usual output.
const report = process.env['BULKHEAD_TEST_REPORT'];

// What the commands, Terraform, git and PostgreSQL take from whoever calls them would decide what a test sees: a run in CI, beside a real org's
// variables or in another language is the same as any. Node reads the file of NODE_EXTRA_CA_CERTS at each start, for as long as a short command
// takes, and nothing here leaves this machine.
const fromOutside =
  /^(?:CI|CI_.+|BULKHEAD_(?!SCREENSHOTS$).+|(?:CDKTF|GITHUB|GITLAB|GENESYSCLOUD|TF|GIT|LC)_.+|PG.+|(?:NO|FORCE)_COLOR|COLUMNS|LINES|DEBUG|DIAGNOSTICS|NODE_DEBUG|LANG|LANGUAGE|TZ|NODE_EXTRA_CA_CERTS|NODE_OPTIONS)$/;
for (const name of Object.keys(process.env)) if (fromOutside.test(name)) delete process.env[name];
// Nor do the settings of somebody's git, which can sign each commit or run hooks; and an emulated org is asked without a proxy, which is kept for
// what is fetched.
const here = '127.0.0.1,localhost,::1';
Object.assign(process.env, {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  NO_PROXY: here,
  no_proxy: here,
});

/**
 * Rooms whose tests ask functions and leave nothing behind: their files share processes, which load the library once. Those of the proof, the
 * rules and Terraform do so in the mutation tier too (scripts/mutation/runner.mjs). Two make folders with a helper whose hook only the file
 * gets that loads it first.
 */
const rooms =
  'access,constructs,genesys,json,manifest,mutations,proof,properties,report,rules,system,terraform,text';
const together = [`test/{${rooms}}/**/!(recorded-remote-state|hcl-schema).test.ts`];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: together } },
      { extends: true, test: { name: 'together', include: together, isolate: false } },
    ],
    // Ends what waits for ever. Nothing is timed: a machine that does four other things as well takes minutes for a deploy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // What the library loads only when it is needed, it loads with `require`, which must find TypeScript here. The flag keeps Node 20 from a
    // fault of its own with WebAssembly, which Cedar is (lib/emulator/wasm-calls.ts); HashiCorp's parser starts as in bin/bulkhead.js.
    execArgv: ['--require', 'tsx/cjs', '--no-turbo-inline-js-wasm-calls', '--wasm-tiering-budget=50000000'],
  },
});
