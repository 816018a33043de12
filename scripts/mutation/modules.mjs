import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { Script } from 'node:vm';

/**
 * The modules of the changed copy, which can be evaluated again and again: a mutant in a table that is made once lives only while its module
 * is evaluated. They are compiled once. `vitest` is what `standIn` gives.
 */
export class Modules {
  /** Whether code counts which test meets which mutant: for the dry run alone, since it takes half of the time. */
  counting = false;
  #root;
  #scripts = new Map();

  constructor(root, standIn) {
    this.#root = root;
    const load = Module._load;
    Module._load = (request, ...rest) => (request === 'vitest' ? standIn() : load(request, ...rest));
    const modules = this;
    const compile = Module.prototype._compile;
    Module.prototype._compile = function (text, file, ...rest) {
      if (!modules.#own(file)) return compile.call(this, text, file, ...rest);
      if (modules.counting) return evaluate(this, scriptOf(text, file));
      const script = scriptOf(withoutCounters(text), file);
      modules.#scripts.set(file, script);
      return evaluate(this, script);
    };
    const typescript = Module._extensions['.ts'];
    Module._extensions['.ts'] = (module, file) => {
      const script = modules.counting ? undefined : modules.#scripts.get(file);
      if (script === undefined) typescript(module, file);
      else evaluate(module, script);
    };
  }

  /** Evaluates a file, and what it imports and has been forgotten. */
  load(file) {
    // A parent that goes away with what it loaded.
    const parent = new Module(join(this.#root, 'mutation-tier.cjs'));
    parent.filename = parent.id;
    parent.paths = Module._nodeModulePaths(this.#root);
    return parent.require(file);
  }

  /** Forgets every module of the copy. */
  forget() {
    for (const file of Object.keys(Module._cache)) if (this.#own(file)) delete Module._cache[file];
  }

  #own(file) {
    return file.startsWith(this.#root + sep) && !file.includes(`${sep}node_modules${sep}`);
  }
}

const withoutCounters = (text) => text.replaceAll(/\bstryCov_\w+\((?:"\d+"(?:,\s*)?)+\)/g, '0');

const scriptOf = (text, file) => new Script(Module.wrap(text), { filename: file });

function evaluate(module, script) {
  const { filename } = module;
  const require = (request) => module.require(request);
  script
    .runInThisContext()
    .call(module.exports, module.exports, require, module, filename, dirname(filename));
}
