import { format } from 'node:util';

/**
 * The part of Vitest's interface that the tests of the mutation tier use, as a list of tests that one process can run again and again.
 * Whatever else they call is missing here, and so an error.
 */
export function collector(expect) {
  const tests = [];
  let scope = { names: [], before: [], after: [], all: [] };

  let runs = 0;
  const oncePerRun = (hook) => {
    let last;
    return () => {
      if (last?.run !== runs) last = { run: runs, done: Promise.resolve().then(hook) };
      return last.done;
    };
  };

  const it = (title, run) => {
    const { names, before, after, all } = scope;
    const hooks = [all, before, after].map((list) => [...list]);
    const name = [...names, title].join(' ');
    const twins = tests.filter((test) => test.file === collected.file && test.title === name).length;
    tests.push({
      file: collected.file,
      title: name,
      path: [...names, title].join(' > '),
      name: twins > 0 ? `${name} (${twins + 1})` : name,
      run,
      hooks,
    });
  };
  const describe = (title, body) => {
    const outer = scope;
    scope = {
      names: [...outer.names, title],
      before: [...outer.before],
      after: [...outer.after],
      all: [...outer.all],
    };
    body();
    scope = outer;
  };
  it.each = each(it);
  describe.each = each(describe);

  const collected = {
    tests,
    file: '',
    /** The test that runs, and how many snapshots it has compared. */
    running: { test: undefined, snapshots: 0 },
    module: {
      describe,
      it,
      expect,
      beforeEach: (hook) => scope.before.push(hook),
      afterEach: (hook) => scope.after.unshift(hook),
      beforeAll: (hook) => scope.all.push(oncePerRun(hook)),
    },
    /** A new run: what is done once for all tests is done again. */
    start: () => {
      runs += 1;
    },
    /** Collects the tests of one file. */
    from(file, load) {
      collected.file = file;
      scope = { names: [], before: [], after: [], all: [] };
      load();
    },
  };
  return collected;
}

/** Runs one test with its hooks. Rejects as the test does. */
export async function run(test, running) {
  const {
    run: body,
    hooks: [all, before, after],
  } = test;
  running.test = test;
  running.snapshots = 0;
  for (const hook of all) await hook();
  try {
    for (const hook of before) await hook();
    await body();
  } finally {
    for (const hook of after) await hook();
  }
}

/** As in Vitest: when all rows are arrays, each is a list of arguments; else each is the only one. */
const each = (register) => (rows) => (title, body) => {
  const lists = rows.every(Array.isArray);
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    register(named(title, values), () => (lists ? body(...values) : body(row)));
  }
};

const named = (title, values) => {
  const places = title.match(/%[sdifjoO]/g)?.length ?? 0;
  return format(title, ...values.slice(0, places)).slice(0, 300);
};
