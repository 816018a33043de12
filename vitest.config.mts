import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What the library loads only when it is needed, it loads with `require`, which must find TypeScript here.
    execArgv: ['--require', 'tsx/cjs'],
  },
});
