import type { ReportedNotice } from './document';

/** What is said of a kind of notice, for formats that list kinds beside what they found, as SARIF does with rules. */
interface NoticeKind {
  /** Never the id of a rule: a notice breaks none. */
  readonly id: string;
  readonly says: string;
  readonly why: string;
}

/** In the order in which catalogues list them. */
export const noticeKinds: Readonly<Record<ReportedNotice['does'], NoticeKind>> = {
  deletes: {
    id: 'plan-deletes',
    says: 'A plan deletes an object.',
    why: 'What used it loses it, and a secret or a division’s id never comes back.',
  },
  replaces: {
    id: 'plan-replaces',
    says: 'A plan deletes an object and makes another in its place.',
    why: 'The new one has another id, and a new client another secret.',
  },
  makes: {
    id: 'plan-makes',
    says: 'A plan makes a client in a stack that is deployed already.',
    why: 'Where the manifest got no new generation, the state has lost the client, and the old one keeps its access.',
  },
  adopts: {
    id: 'plan-adopts',
    says: 'A plan takes over an existing object.',
    why: 'From then on Terraform can change and delete it.',
  },
  'changes-role': {
    id: 'plan-changes-role',
    says: 'A plan changes what a role opens.',
    why: 'All clients that hold it can do more or less, and their own plans show no change.',
  },
  renames: {
    id: 'plan-renames',
    says: 'A plan renames a division.',
    why: 'Whoever knows it by its name must hear of it; where the manifest did not change, somebody renamed it by hand.',
  },
  moves: {
    id: 'plan-moves',
    says: 'A plan moves an object to another division.',
    why: 'Who may see it changes with all that is in it; where the manifest did not change, somebody moved it by hand.',
  },
  'fails-apply': {
    id: 'plan-fails-apply',
    says: 'A plan makes what Genesys Cloud refuses.',
    why: 'The run will end there, with a part of the plan applied.',
  },
  'fails-check': {
    id: 'plan-fails-check',
    says: 'A condition that the Terraform files state does not hold.',
    why: 'Of some conditions Terraform only warns, and applies the plan.',
  },
};

/** What can least be undone first, then what changes access: for reports that may have no room for all. */
const gravity: Readonly<Record<ReportedNotice['does'], number>> = {
  deletes: 0,
  replaces: 1,
  'changes-role': 2,
  renames: 3,
  moves: 4,
  'fails-apply': 5,
  makes: 6,
  adopts: 7,
  'fails-check': 8,
};

/** The notices by their gravity; those of one kind stay in their order. */
export const gravestFirst = (notices: readonly ReportedNotice[]): readonly ReportedNotice[] =>
  [...notices].sort((a, b) => gravity[a.does] - gravity[b.does]);
