#!/usr/bin/env node
import('../dist/cli/main.mjs').then(
  ({ main }) => main(),
  (error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('bulkhead is not built yet: run npm run build in the project’s root.');
    process.exitCode = 2;
  },
);
