import { defineConfig } from 'vitest/config';

/** The tests that a mutant of proof, rules or terraform meets: quick, in memory, without other programs. */
export default defineConfig({
  test: {
    include: [
      'test/rules/**/*.test.ts',
      'test/proof/**/*.test.ts',
      'test/terraform/**/*.test.ts',
      'test/mutations/**/*.test.ts',
    ],
    exclude: ['test/terraform/agreement.test.ts'],
    // As in vitest.config.mts: what is loaded with `require` is TypeScript here.
    execArgv: ['--require', 'tsx/cjs'],
    pool: 'threads',
    testTimeout: 60_000,
  },
});
