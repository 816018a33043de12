import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { collector, run } from './collect.mjs';
import { Modules } from './modules.mjs';
import { withSnapshots } from './snapshots.mjs';

/*
 * Runs the mutation tier for Stryker: all of its tests in one process that keeps the modules loaded, so that a mutant costs no more than
 * the tests it meets. Vitest ends its worker after every run (seen with 4.1.12), and so loads everything anew for each mutant: seconds in
 * place of milliseconds. Its `expect` is used; only the list of tests is kept here.
 */

class InProcessRunner {
  static inject = tokens(commonTokens.options);
  #options;
  /** Where the changed copy of the project is: Stryker goes there after it has loaded this file. */
  #root = process.cwd();
  #stryker;
  #expect;
  #tests = [];
  /** Ids of tests that killed lately, the last one first: neighbours often die by the same test. */
  #killers = [];
  #durations = new Map();

  constructor(options) {
    this.#options = options.inProcess;
    globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
    this.#stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE];
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const require = createRequire(join(this.#root, 'package.json'));
    require('tsx/cjs');
    // The same random inputs for every mutant, and no search for the smallest that fails: the verdict is all that counts.
    require('fast-check').configureGlobal({ seed: 1, endOnFailure: true });
    const { expect, chai } = await import('vitest');
    this.#expect = withSnapshots(expect, chai, this.#root, () => this.#collected.running);
    this.#modules = new Modules(this.#root, () => this.#collected.module);
  }

  async dryRun() {
    this.#modules.counting = true;
    delete this.#stryker.mutantCoverage;
    this.#load();
    const result = await this.#run(this.#tests, false);
    this.#modules.counting = false;
    this.#tests = [];
    const { mutantCoverage } = this.#stryker;
    if (mutantCoverage === undefined) throw new Error('the tests met no mutant: is this the changed copy?');
    return { ...result, mutantCoverage };
  }

  /** Without a mutant first: what modules remember from one test to the next must not come from one. */
  async #warmUp() {
    this.#stryker.activeMutant = undefined;
    this.#load();
    const { tests } = await this.#run(this.#tests, false);
    const broken = tests.find(({ status }) => status === TestStatus.Failed);
    if (broken) throw new Error(`fails without a mutant: ${broken.id}: ${broken.failureMessage}`);
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit, disableBail }) {
    if (this.#tests.length === 0) await this.#warmUp();
    this.#stryker.hitCount = 0;
    this.#stryker.hitLimit = hitLimit;
    if (reloadEnvironment) {
      const ids = this.#tests.map(({ id }) => id);
      this.#stryker.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      try {
        this.#load();
      } catch (error) {
        if (mutantActivation !== 'static') throw error;
        return killedWhileLoading(ids[0], error);
      }
    }
    this.#stryker.activeMutant = activeMutant.id;
    const wanted = testFilter && new Set(testFilter);
    const tests = wanted ? this.#tests.filter(({ id }) => wanted.has(id)) : this.#tests;
    if (tests.length === 0) throw new Error('none of the tests that meet this mutant is there');
    const result = await this.#run(this.#ordered(tests), !disableBail);
    this.#stryker.activeMutant = undefined;
    for (const { id, status } of result.tests) if (status === TestStatus.Failed) this.#promote(id);
    return toMutantRunResult(determineHitLimitReached(this.#stryker.hitCount, hitLimit) ?? result);
  }

  #collected;
  #modules;

  /** Evaluates all tests, and all of the project that they import, anew. */
  #load() {
    this.#collected = collector(this.#expect);
    this.#modules.forget();
    for (const file of testFiles(this.#root, this.#options))
      this.#collected.from(file, () => this.#modules.load(join(this.#root, file)));
    this.#tests = without(
      this.#options.except,
      this.#collected.tests.map((test) => ({ ...test, id: `${test.file}#${test.name}` })),
    );
  }

  /** First who killed lately, then the quick ones. */
  #ordered(tests) {
    const rank = new Map(this.#killers.map((id, index) => [id, index]));
    return [...tests].sort(
      (a, b) =>
        (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) ||
        (this.#durations.get(a.id) ?? 0) - (this.#durations.get(b.id) ?? 0),
    );
  }

  #promote(id) {
    this.#killers = [id, ...this.#killers.filter((other) => other !== id)].slice(0, 40);
  }

  async #run(tests, bail) {
    const results = [];
    this.#collected.start();
    for (const test of tests) {
      const start = performance.now();
      if (this.#modules.counting) this.#stryker.currentTestId = test.id;
      let failure;
      try {
        await run(test, this.#collected.running);
      } catch (error) {
        failure = error;
      }
      this.#stryker.currentTestId = undefined;
      const timeSpentMs = performance.now() - start;
      if (failure === undefined) this.#durations.set(test.id, timeSpentMs);
      const base = { id: test.id, name: test.name, fileName: join(this.#root, test.file), timeSpentMs };
      results.push(
        failure === undefined
          ? { ...base, status: TestStatus.Success }
          : { ...base, status: TestStatus.Failed, failureMessage: textOf(failure) },
      );
      if (bail && failure !== undefined) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
  }
}

function killedWhileLoading(id, error) {
  const test = {
    id,
    name: id,
    timeSpentMs: 0,
    status: TestStatus.Failed,
    failureMessage: `cannot be loaded: ${textOf(error)}`,
  };
  return toMutantRunResult({ status: DryRunStatus.Complete, tests: [test] });
}

const textOf = (error) => String(error?.message ?? error).slice(0, 500);

/** Files that are left out whole are not even loaded. */
function testFiles(root, { folders, except }) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .filter((file) => file.endsWith('.test.ts') && !except.includes(file))
      .sort(),
  );
}

/** The tests whose ids do not start with one of these. */
function without(exceptions, tests) {
  for (const start of exceptions) {
    if (!start.endsWith('.test.ts') && !tests.some(({ id }) => id.startsWith(start)))
      throw new Error(`no test is left out by ${start}: remove it from the configuration`);
  }
  return tests.filter(({ id }) => !exceptions.some((start) => id.startsWith(start)));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];

/** So that Stryker knows the option. */
export const strykerValidationSchema = {
  type: 'object',
  properties: {
    inProcess: {
      type: 'object',
      required: ['folders', 'except'],
      properties: {
        folders: { type: 'array', items: { type: 'string' } },
        except: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};
