import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../hcl/body';
import type { Module } from '../hcl/module';
import { misleadingRecords, recordsFile } from '../hcl/module-records';
import { positionAt } from '../json/position';
import { codeOf } from '../system/error-code';
import { utf8 } from '../text/utf8';
import { readBytes } from './read-bytes';

/** More than the records of any number of modules that are read. */
const largest = 16 * 1024 * 1024;

/** One is enough to refuse the configuration, and all of them are mended by the same step. */
const mostTold = 20;

/**
 * Reads what `terraform init` has left of a root module's calls, where it was run, and tells where it leads Terraform to other folders than were
 * read. No record is no problem: Terraform then asks for init, which goes by the sources.
 */
export function moduleRecordProblems(
  root: string,
  shown: string,
  modules: ReadonlyMap<string, Module>,
): Problem[] {
  const file = `${shown}/${recordsFile.join('/')}`;
  const problem = (message: string, position?: Problem['position']): Problem[] => [
    { spot: { file, offset: undefined }, position, message },
  ];
  let path = root;
  for (const step of recordsFile) {
    path = join(path, step);
    try {
      if (lstatSync(path).isSymbolicLink())
        return problem(
          'it goes through a link, and what that leads to can change: delete .terraform/modules and run terraform init again',
        );
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return [];
      return problem(unreadable);
    }
  }
  const bytes = readBytes(path, largest);
  const text = bytes && utf8(bytes);
  if (text === undefined) return problem(unreadable);
  return misleadingRecords(text, modules)
    .slice(0, mostTold)
    .flatMap(({ offset, message }) => problem(message, positionAt(text, offset)));
}

const unreadable =
  'it cannot be read, and Terraform goes by it to the folders of modules: delete .terraform/modules and run terraform init again';
