import { defineConfig } from 'vitest/config';

// CI asks for a machine-readable summary beside the usual output.
const report = process.env['BULKHEAD_TEST_REPORT'];

// Node reads such a file at each start, for as long as a short command takes; nothing here leaves this machine.
delete process.env['NODE_EXTRA_CA_CERTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // What the library loads only when it is needed, it loads with `require`, which must find TypeScript here. The flag keeps Node 20 from a
    // fault of its own with WebAssembly, which Cedar is (lib/emulator/wasm-calls.ts).
    execArgv: ['--require', 'tsx/cjs', '--no-turbo-inline-js-wasm-calls'],
  },
});
