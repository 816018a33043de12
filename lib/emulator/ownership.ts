import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { codeOf, reasonOf } from '../system/error-code';
import { throwAway } from '../system/throw-away';
import { DatabaseError } from './database-error';

/**
 * Takes the file for this process, or says who has it. `<file>.owner` names a process and when it began: after a kill it names one that is
 * gone, whoever has its number by then. It is put there whole, and a stale one is taken aside before it is thrown away, so that of several
 * that come at once one gets the file.
 *
 * @returns What gives the file up again.
 * @throws DatabaseError when another process has it, or its folder cannot be written
 */
export function takeOwnership(file: string): () => void {
  const owner = `${file}.owner`;
  const draft = `${owner}.${randomUUID()}`;
  const mine = `${process.pid} ${begun(process.pid) ?? ''}`;
  try {
    writeFileSync(draft, mine, { mode: 0o600, flag: 'wx' });
    for (let attempt = 0; attempt < 3; attempt++) {
      if (put(draft, owner)) return () => giveUp(owner, mine);
      const text = textOf(owner);
      if (text === undefined) continue;
      const pid = runningPid(text);
      if (pid !== undefined) throw new DatabaseError(`process ${pid} has it open: stop that emulator first`);
      takeAside(owner, text);
    }
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(`its folder cannot be written: ${reasonOf(error)}`);
  } finally {
    throwAway(draft);
  }
  throw new DatabaseError('another emulator is opening it at this moment');
}

/** Whether the name was free. */
function put(draft: string, owner: string): boolean {
  try {
    linkSync(draft, owner);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Throws the stale file away, unless it is another one by now: that is put back. */
function takeAside(owner: string, stale: string): void {
  const aside = `${owner}.${randomUUID()}`;
  try {
    renameSync(owner, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (textOf(aside) !== stale) put(aside, owner);
  throwAway(aside);
}

function giveUp(owner: string, mine: string): void {
  if (textOf(owner) === mine) throwAway(owner);
}

/** The process that the text names, if it runs. */
function runningPid(text: string): number | undefined {
  const [, number = '', when = ''] = /^(\d{1,10})(?: (\d*))?$/.exec(text) ?? [];
  const pid = Number(number);
  if (pid <= 0 || !isAlive(pid)) return undefined;
  const now = begun(pid);
  return when === '' || now === undefined || now === when ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** When a process began, in ticks since the machine did: field 22 of proc(5). `undefined` where there is no such file. */
function begun(pid: number): string | undefined {
  const fields = textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  return fields?.[19];
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
