import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from inlining calls of WebAssembly into JavaScript. Node 20.20.2 can end in "Fatal error: unreachable code" when such a call lies in
 * a callback of `every` and its like, and the code around it is deoptimized (seen 2026-11-26 with another module, in one run of two). To be
 * called before the first module is compiled.
 */
export const callWasmPlainly = (): void => setFlagsFromString('--no-turbo-inline-js-wasm-calls');
