/**
 * Mutation testing of what the verdict rests on: `npm run mutation`. Texts of messages are left out: another wording is no other verdict,
 * and inline snapshots hold them anyway.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'in-process',
  plugins: ['./scripts/mutation/runner.mjs'],
  inProcess: {
    folders: ['test/rules', 'test/proof', 'test/terraform', 'test/mutations'],
    except: [
      // Asks Terraform.
      'test/terraform/agreement.test.ts',
      // Reads HCL as the command does, whose tests have hooks that this tier has not.
      'test/proof/recorded-remote-state.test.ts',
      // Proves while it is loaded, for seconds.
      'test/proof/spellings.test.ts',
      // Held by the compiler: there is nothing to run.
      'test/rules/values.test.ts',
      // Seconds each: sizes that the call stack or the time could not bear, and a comparison of every part of a plan with every replacement.
      'test/proof/sizes.test.ts#ends, and soon, with very many',
      'test/proof/sizes.test.ts#ends, and soon, with a report of thousands',
      'test/proof/hostile-folder.test.ts#on disk is refused: a file too large',
      'test/terraform/configuration.test.ts#reads as many blocks',
      'test/terraform/plan-configuration.test.ts#the configuration in the plan of demo-acme is not that',
      'test/terraform/plan-configuration.test.ts#the configuration in the plan of demo-foundation is not that',
    ],
  },
  coverageAnalysis: 'perTest',
  mutate: ['lib/{proof,rules,terraform}/**/*.ts', '!lib/rules/messages/**', '!lib/proof/unproven.ts'],
  ignorePatterns: ['cdktf.out', 'dist', 'examples', 'docs', 'test/provider', 'reports', '.stryker-tmp'],
  concurrency: 2,
  // Wall-clock time: on a busy machine a run that waits for its turn must not count as one that never ends.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  // TypeScript 7 has no API for Stryker to rewrite the configuration with; tests are compiled without it anyway.
  tsconfigFile: 'none',
  disableTypeChecks: false,
};
