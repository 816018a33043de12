import { readFileSync, rmSync, statSync } from 'node:fs';
import type { ApiOptions } from '../live/api';
import type { Canaries } from '../live/canaries';
import type { Section } from '../live/check';
import type { Place } from '../live/sdk';
import type { Org } from '../manifest/model';
import { reasonOf } from '../system/error-code';
import { visible } from '../text/visible';
import { deployerCredentials, type LiveOptions, logInAsDeployer } from './live';
import { demandWritable, writeText } from './output-files';
import type { Voice } from './progress';
import { givenPath } from './shown-path';
import { UsageError } from './usage-error';

/** What making and removing canaries needs to know. */
interface Run {
  readonly org: Org;
  readonly place: Place;
  readonly options: LiveOptions & Voice;
  readonly api: ApiOptions;
  /** That tells the canaries. */
  readonly file: string;
}

/** The canaries that an earlier `--prepare` made. @throws UsageError when the file does not tell those of this org */
export async function readCanaries(org: Org, file: string): Promise<Canaries> {
  const { parseCanaries } = await import('../live/canaries.js');
  const canaries = parseCanaries(
    readText(file, `Run npx bulkhead verify ${org.id} --prepare first: the canaries`),
  );
  if (canaries === undefined || canaries.org !== org.id)
    throw new UsageError(
      `${givenPath(file)} does not tell the canaries of ${org.id}: run npx bulkhead verify ${org.id} --prepare.`,
    );
  return canaries;
}

/**
 * `--prepare` writes this file and `--clean` removes it: so it must not be anything else.
 * @throws UsageError for a file that does not tell the canaries of this org, or cannot be written
 */
export async function demandOurs(org: Org, file: string): Promise<void> {
  demandWritable(file, 'The file of the canaries');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
  const { parseCanaries } = await import('../live/canaries.js');
  const found = parseCanaries(readText(file, 'The file of the canaries'));
  if (found === undefined)
    throw new UsageError(
      `${givenPath(file)} tells no canaries, and would be lost: give another file with --canaries, or remove it.`,
    );
  if (found.org !== org.id)
    throw new UsageError(
      `${givenPath(file)} tells the canaries of another org, and would be lost: give another file with --canaries.`,
    );
}

/** Canaries in every division, or a section of what stood in the way: then nothing can be shown about any tenant. */
export async function prepare({
  org,
  place,
  options,
  api,
  file,
}: Run): Promise<{ readonly canaries: Canaries } | { readonly unprepared: Section }> {
  const { prepareCanaries, writeCanaries } = await import('../live/canaries.js');
  const { check } = await import('../live/check.js');
  const { divisionsFrom } = await import('../live/expected.js');
  const { allPages, shortcoming } = await import('../live/pages.js');
  const { failed } = await import('../live/verify.js');
  const deployer = await logInAsDeployer(place, await deployerCredentials(options), api);
  const listing = await allPages(deployer, '/api/v2/authorization/divisions');
  const divisions = listing.kind === 'all' ? divisionsFrom(org, listing.entities) : undefined;
  if (divisions === undefined) {
    const seen =
      listing.kind === 'all' ? 'an entry that is no division, or one in two ways' : shortcoming(listing);
    return { unprepared: failed(org.id, 'divisions', 'the list of all divisions', seen) };
  }
  const { canaries, changed, problems } = await prepareCanaries(deployer, org.id, divisions.all);
  // What is there is remembered, also where something is missing; a list that could not be read says nothing about what is there.
  if (problems.length === 0 || Object.keys(canaries.queues).length > 0)
    writeText(file, writeCanaries(canaries), 'The file of the canaries');
  if (!options.quiet)
    process.stderr.write(`bulkhead: ${changed} canaries made, told in ${visible(givenPath(file))}\n`);
  if (problems.length === 0) return { canaries };
  const checks = problems.map((problem) =>
    check('prepare', org.id, 'unreadable', 'a canary in each division', problem),
  );
  return { unprepared: { owner: org.id, checks, residual: [] } };
}

/** Removes them, and then the file. Resolves to the exit code. @throws UsageError where the file stays */
export async function clean({ org, place, options, api, file }: Run): Promise<number> {
  const { cleanCanaries } = await import('../live/canaries.js');
  const { changed, problems } = await cleanCanaries(
    await logInAsDeployer(place, await deployerCredentials(options), api),
    org.id,
  );
  for (const problem of problems) process.stderr.write(`bulkhead: ${visible(problem)}\n`);
  if (!options.quiet) process.stderr.write(`bulkhead: ${changed} canaries removed\n`);
  if (problems.length > 0) return 1;
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw new UsageError(
      `The file of the canaries ${givenPath(file)} cannot be removed (${reasonOf(error)}): remove it yourself.`,
    );
  }
  return 0;
}

/** @throws UsageError */
function readText(file: string, what: string): string {
  try {
    if (!statSync(file).isFile())
      throw new UsageError(`${what} ${givenPath(file)} cannot be read: it is no file.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${what} ${givenPath(file)} cannot be read (${reasonOf(error)}).`);
  }
}
