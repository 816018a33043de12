#!/usr/bin/env node
// Commands are over in a second or two: code that is optimized later and less often is worth more than the fastest code, few collections
// more than a small heap, and none is worth its time while the report is written. A third less work, and a sixth less time
// (bench/check.ts, Node 20.20, 2026-11-27). So it is with the WebAssembly of HashiCorp's parser, most of which runs once: half the work for a
// small configuration, a fifth less for one of 2 MB (check --hcl, 2026-11-28). Engines of later versions have other settings, and tiers of
// their own; the emulator stays.
if (process.versions.v8.startsWith('11.') && process.argv[2] !== 'emulator')
  for (const flag of [
    '--interrupt-budget=300000',
    '--semi-space-growth-factor=16',
    '--no-incremental-marking-task',
    '--heap-growing-percent=50',
    '--wasm-tiering-budget=50000000',
  ])
    require('node:v8').setFlagsFromString(flag);

import('../dist/cli/main.mjs').then(
  ({ main }) => main(),
  (error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(
      'bulkhead is not built yet: run npm ci in the project’s root, or npm run build after a change.',
    );
    process.exitCode = 2;
  },
);
