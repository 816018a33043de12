import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Vitest's own snapshots need a file that Vitest runs. Those of this tier are texts, which takes no more than this. */
export function withSnapshots(expect, chai, root, running) {
  const files = new Map();
  const snapshotsOf = (test) => {
    const file = join(root, dirname(test.file), '__snapshots__', `${basename(test.file)}.snap`);
    if (!files.has(file)) files.set(file, existsSync(file) ? read(file) : {});
    return files.get(file);
  };
  const matcher = (name, expected) =>
    chai.util.addMethod(chai.Assertion.prototype, name, function (...snapshot) {
      const received = chai.util.flag(this, 'object');
      if (typeof received !== 'string') throw new Error('only texts have snapshots here');
      const text = `"${received}"`;
      if (text !== expected(...snapshot)) throw new Error(`another text than the snapshot: ${text}`);
    });
  matcher('toMatchInlineSnapshot', (text) => withoutIndent(text).trim());
  matcher('toMatchSnapshot', () => {
    const at = running();
    at.snapshots += 1;
    const key = `${at.test.path} ${at.snapshots}`;
    const text = snapshotsOf(at.test)[key];
    if (text === undefined) throw new Error(`no snapshot ${key}`);
    return text.trim();
  });
  return expect;
}

/** A file of snapshots is a module of template texts. */
function read(file) {
  const exports = {};
  new Function('exports', readFileSync(file, 'utf8'))(exports);
  return exports;
}

function withoutIndent(text) {
  const lines = text.split('\n');
  const indent = /^\s*/.exec(lines[1] ?? '')?.[0] ?? '';
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}
