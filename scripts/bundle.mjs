// Bundles the command line into dist/cli: one small file to start from, one chunk for each command, loaded when it runs. Tree-shaking
// leaves out what no command needs; what only some need (JSON Schema, YAML positions' prose) stays in their chunks.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = join(root, 'dist', 'cli');

/** What `lib` loads with `require`, only when there is something to report: bundled apart, so that a run without findings never reads it. */
const late = ['positions', 'problems', 'yaml'];

const lateModules = {
  name: 'late-modules',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`/(${late.join('|')})$`) }, ({ kind, path }) =>
      kind === 'require-call' ? { path: `./${path.split('/').at(-1)}.js`, external: true } : undefined,
    ),
};

rmSync(outdir, { recursive: true, force: true });
const shared = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
};
await build({
  ...shared,
  format: 'cjs',
  entryPoints: late.map((name) => `lib/manifest/${name}.ts`),
});
await build({
  ...shared,
  plugins: [lateModules],
  entryPoints: ['lib/commands/main.ts'],
  outExtension: { '.js': '.mjs' },
  // Loads WebAssembly from a file beside it.
  external: ['@cdktf/hcl2json', 'fastify', 'node-sqlite3-wasm', 'purecloud-platform-client-v2'],
  splitting: true,
  format: 'esm',
  // CommonJS dependencies ask for Node's own modules with `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
