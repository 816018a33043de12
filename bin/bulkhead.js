#!/usr/bin/env node
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
