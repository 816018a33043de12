import { providerFacts } from '../../genesys/authority';
import { residualExposure } from '../../genesys/open-operations';
import type { ManifestFile } from '../../hcl/draft-manifest';
import type { Examination, Examined } from '../../hcl/examine';
import type { HclFinding, HclFindingOf, HclRule } from '../../hcl/findings/finding';
import { JsonPlaces } from '../../json/places';
import type { Place } from '../../proof/finding';
import { digestsOf } from '../digests';
import { type ReportedFinding, reportedBy, ruleOf } from '../document';
import { keep, shown } from '../limits';
import { type Location, shownFile } from '../locate';
import { type OmittedFindings, omittedFindings } from '../omitted';
import { hclMessages } from './messages';

export interface ReportedAnswers {
  readonly client: string;
  readonly outcome: string;
  readonly arguments: readonly {
    readonly argument: string;
    readonly exists: boolean;
    readonly does: string;
    readonly at: Location;
  }[];
  /** The manifest that does what was meant; undefined where that cannot be told. */
  readonly manifest: readonly ManifestFile[] | undefined;
  /** What else that manifest needs. */
  readonly needs: string | undefined;
}

/** A report on raw Terraform. Byte-stable. */
export interface HclDocument {
  readonly schema: 'bulkhead-hcl-report/1';
  /** `contained`: every grant lies in a division, and has a role, that these files make. It says nothing about whose they are. */
  readonly verdict: 'contained' | 'rejected';
  readonly examined: Examined;
  readonly claims: readonly string[];
  readonly notClaimed: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly answers: readonly ReportedAnswers[];
  /** What is too much to be shown; verdict and count are of all. */
  readonly omitted?:
    | {
        readonly findings: readonly OmittedFindings[];
        /** Clients that there is no answer for; absent where there are none. */
        readonly answers?: number | undefined;
      }
    | undefined;
  /** SHA-256 of every file that was read, notes in `.terraform` excepted, by its shown name. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Adds prose and places to an examination. Pure. */
export function toHclDocument(examination: Examination, sources: ReadonlyMap<string, string>): HclDocument {
  const find = finder(sources);
  const { shown: findings, left } = keep(examination.findings, ruleOf, reportedWith(find));
  const { unanswered } = examination;
  const digests = [...sources].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    schema: 'bulkhead-hcl-report/1',
    verdict: findings.length === 0 ? 'contained' : 'rejected',
    examined: examination.examined,
    claims: findings.length === 0 ? contained : [],
    notClaimed: notClaimed(),
    findings,
    answers: examination.answers.map(({ client, outcome, answers: written, manifest }) => ({
      client: shown(client.resource.address),
      outcome: shown(outcome),
      arguments: written.map(({ argument, exists, does, spot }) => ({
        argument: shown(argument),
        exists,
        does: shown(does),
        at: find({ kind: 'assembly', file: spot.file, offset: spot.offset }),
      })),
      // As it is: it is there to be copied.
      manifest: manifest?.files,
      needs: manifest?.needs && shown(manifest.needs),
    })),
    omitted:
      left.length + unanswered > 0
        ? { findings: omittedFindings(left), ...(unanswered > 0 && { answers: unanswered }) }
        : undefined,
    inputs: digestsOf(digests),
  };
}

const contained: readonly string[] = [
  'Every grant lies in a division that these files make; none in the home division, in "*", or in one that is only known when Terraform runs.',
  'Every granted role is made by these files, and its permissions are written out: none is a wildcard, is known to read the whole org, or lets the client widen its own access.',
];

const notClaimed = (): string[] => [
  'Whose a division is: no manifest says which tenant it belongs to, so a client in another tenant’s division is not seen.',
  'Which permissions stop at divisions: only the catalogue of the live org knows, which a manifest has beside it.',
  'What Terraform will do: no plan and no state was read, and a state can bind an address to another object.',
  'In which division other objects are placed (queues, flows, users).',
  `What any valid token can do: ${residualExposure().open} operations need no permission.`,
  `Arguments are those of provider ${providerFacts.version} (${providerFacts.date}).`,
];

function reportedWith(find: (place: Place) => Location): (finding: HclFinding) => ReportedFinding {
  const report = reportedBy(find);
  return (finding) => {
    const { what, why, fix } = saidOtherwise(finding);
    const plain = report(finding);
    return {
      ...plain,
      what: what === undefined ? plain.what : shown(what),
      why: why ?? plain.why,
      fix: fix === undefined ? plain.fix : shown(fix),
      // There are no waivers without a manifest.
      waiveWith: undefined,
    };
  };
}

/** What is said otherwise than in the catalogue. */
function saidOtherwise<Id extends HclRule>(finding: HclFindingOf<Id>) {
  const message = hclMessages[finding.rule];
  return { what: message?.what?.(finding), why: message?.why?.(finding), fix: message?.fix(finding) };
}

/** Looks lines up; each text is split into lines once. */
function finder(sources: ReadonlyMap<string, string>): (place: Place) => Location {
  const texts = new Map<string, JsonPlaces>();
  return ({ file, ...place }) => {
    const text = sources.get(file);
    const offset = place.kind === 'assembly' ? place.offset : undefined;
    const nowhere = { ...shownFile(file), line: undefined, column: undefined, pointer: undefined };
    if (text === undefined || offset === undefined) return nowhere;
    const places = texts.get(file) ?? new JsonPlaces(text);
    texts.set(file, places);
    return { ...nowhere, ...places.position(offset) };
  };
}
