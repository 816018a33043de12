/**
 * Mutation testing of what the verdict rests on: `npm run mutation`. Texts of messages are left out: another wording is no other verdict,
 * and inline snapshots hold them anyway.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.mts' },
  coverageAnalysis: 'perTest',
  mutate: ['lib/{proof,rules,terraform}/**/*.ts', '!lib/rules/messages/**'],
  ignorePatterns: ['cdktf.out', 'dist', 'examples', 'docs', 'test/provider', 'reports', '.stryker-tmp'],
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  // TypeScript 7 has no API for Stryker to rewrite the configuration with; tests are compiled without it anyway.
  tsconfigFile: 'none',
  disableTypeChecks: false,
};
