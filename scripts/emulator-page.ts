import { assumptionIds, assumptions } from '../lib/emulator/assumptions';
import { faultKinds } from '../lib/emulator/faults';
import { routes } from '../lib/emulator/routes';
import { operationOf } from '../lib/emulator/server';
import type { Requirement } from '../lib/genesys/table';

/** The reference of the emulator: what it answers, what is assumed, what can be made to fail. */
export function emulatorPage(): string {
  const surface = routes
    .map((route) => ({ ...route, needs: needed(operationOf(route).requirement) }))
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
    .map(({ method, path, needs }) => `| \`${method}\` | \`${path}\` | ${needs} |`);
  const unread = routes
    .filter((route) => route.unread !== undefined)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(
      ({ method, path, unread: names = [] }) =>
        `| \`${method} ${path}\` | ${names.map((name) => `\`${name}\``).join(', ')} |`,
    );
  const questions = assumptionIds.map((id) => {
    const { question, answers, confidence, source } = assumptions[id];
    const [usual, ...others] = answers.map((answer: string) => `\`${answer}\``);
    return `| \`${id}\` | ${question} | ${usual} | ${others.join(', ')} | ${confidence} | ${source} |`;
  });
  const faults = Object.entries(faultKinds).map(([kind, means]) => `| \`${kind}\` | ${means} |`);
  return [
    '## Operations',
    '',
    'Everything else is answered 501. The permissions are those of the API description, which the emulator looks up for each request.',
    '',
    '| | operation | needs |',
    '|---|---|---|',
    '| `POST` | `/oauth/token` | id and secret of an active client |',
    ...surface,
    '',
    'These parameters are not emulated. A call with one that asks for something (`false` and `sortBy=name` do not) is answered 501. So is a query with a',
    'field, a filter or a metric that the emulator does not have: an answer that leaves out what was asked for is none.',
    '',
    '| operation | parameters |',
    '|---|---|',
    ...unread,
    '',
    '## Assumptions',
    '',
    'What nobody outside Genesys has answered. `--assume ID=ANSWER` gives another answer than the usual one.',
    '',
    '| id | question | usual | or | confidence | source |',
    '|---|---|---|---|---|---|',
    ...questions,
    '',
    'Besides: `--delay-propagation` (vendor help: up to five minutes; medium), `--strict-deployer` (whether the deployer holds a role that it has just made; low).',
    'Which permissions count divisions is a table of the emulator, which a seed can change: only the catalogue of a live org knows.',
    'An allow-list of addresses for each client is announced without a date, and absent.',
    '',
    '## Faults',
    '',
    '| `--fault` | hits a call so |',
    '|---|---|',
    ...faults,
  ].join('\n');
}

function needed(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'open':
      return 'any token';
    case 'unstated':
      return 'not stated';
    case 'any':
    case 'all': {
      const names = requirement.permissions.map((permission) => `\`${permission}\``);
      return names.length === 1 ? names.join('') : `${requirement.kind} of ${names.join(', ')}`;
    }
  }
}
