#!/usr/bin/env node
// Commands are over in a second or two: code that is optimized later and less often is worth more than the fastest code. A third less
// work, and a tenth less time (bench/check.ts, Node 20.20, 2026-11-27). Engines of later versions have no such setting, and tiers of their
// own; the emulator stays.
if (process.versions.v8.startsWith('11.') && process.argv[2] !== 'emulator')
  require('node:v8').setFlagsFromString('--interrupt-budget=300000');

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
