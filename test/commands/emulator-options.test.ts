import { execFileSync } from 'node:child_process';
import { linkSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type GivenOptions, optionsFrom, startError } from '../../lib/commands/emulator-options';
import { secondsFrom } from '../../lib/commands/seconds';
import { startEmulator } from '../../lib/emulator';
import { bulkhead, folder } from './run';

const usual: GivenOptions = { port: '0', delayPropagation: '0', enforcement: 'on', assume: [] };

const refusal = async (given: Partial<GivenOptions>): Promise<unknown> =>
  optionsFrom({ ...usual, ...given }).then(
    () => 'taken',
    (error: Error) => `${error.constructor.name}: ${error.message}`,
  );

describe('the options of the emulator', () => {
  it('have no value that is taken for another one', async () => {
    const refused: Record<string, unknown> = {};
    for (const given of [
      ...['', ' ', '-1', '1.5', '0x50', '1e3', ' 80', '99999', '123456', 'http'].map((port) => ({ port })),
      ...['', ' ', '-1', 'Infinity', 'NaN', '1e3', '3601', '5s', '0x10'].map((delayPropagation) => ({
        delayPropagation,
      })),
      ...[
        '',
        '418=1',
        '429',
        '429=',
        '429=-1',
        '429=1.1',
        '429=1e-1',
        '429=0.1=2',
        '429=0.1,429=0.2',
        '429=0.7,503=0.7',
        'seed=x',
        'seed=1.5',
        '__proto__=1',
      ].map((fault) => ({ fault })),
      ...[
        ['colour=red'],
        ['delegation'],
        ['delegation=maybe'],
        ['delegation=role=x'],
        ['delegation=role', 'delegation=nothing'],
        ['toString=x'],
      ].map((assume) => ({ assume })),
    ])
      refused[JSON.stringify(given)] = await refusal(given);
    expect(Object.values(refused).filter((text) => !String(text).startsWith('UsageError: '))).toEqual([]);
    expect(refused).toMatchInlineSnapshot(`
      {
        "{"assume":["colour=red"]}": "UsageError: "colour" is no assumption: there are foreign-object, foreign-division-list, put-drops-api-grants, delegation, grants-api-delegation, failed-delegation, tokens-after-reset, tokens-after-delete, token-shows-grants, self-discovery, list-totals, all-divisions, division-names, division-name-reuse, client-scopes, role-wildcards, rate-limits.",
        "{"assume":["delegation"]}": "UsageError: delegation can be role or permissions or nothing, not "".",
        "{"assume":["delegation=maybe"]}": "UsageError: delegation can be role or permissions or nothing, not "maybe".",
        "{"assume":["delegation=role","delegation=nothing"]}": "UsageError: "delegation" is answered twice.",
        "{"assume":["delegation=role=x"]}": "UsageError: delegation can be role or permissions or nothing, not "role=x".",
        "{"assume":["toString=x"]}": "UsageError: "toString" is no assumption: there are foreign-object, foreign-division-list, put-drops-api-grants, delegation, grants-api-delegation, failed-delegation, tokens-after-reset, tokens-after-delete, token-shows-grants, self-discovery, list-totals, all-divisions, division-names, division-name-reuse, client-scopes, role-wildcards, rate-limits.",
        "{"delayPropagation":" "}": "UsageError: --delay-propagation " " must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":""}": "UsageError: --delay-propagation "" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"-1"}": "UsageError: --delay-propagation "-1" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"0x10"}": "UsageError: --delay-propagation "0x10" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"1e3"}": "UsageError: --delay-propagation "1e3" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"3601"}": "UsageError: --delay-propagation "3601" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"5s"}": "UsageError: --delay-propagation "5s" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"Infinity"}": "UsageError: --delay-propagation "Infinity" must be a number of seconds from 0 to 3600.",
        "{"delayPropagation":"NaN"}": "UsageError: --delay-propagation "NaN" must be a number of seconds from 0 to 3600.",
        "{"fault":""}": "UsageError: "" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"418=1"}": "UsageError: "418=1" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429"}": "UsageError: "429" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429="}": "UsageError: "429=" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429=-1"}": "UsageError: "429=-1" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429=0.1,429=0.2"}": "UsageError: "429=0.2": 429 is given twice.",
        "{"fault":"429=0.1=2"}": "UsageError: "429=0.1=2" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429=0.7,503=0.7"}": "UsageError: The rates of all faults together are more than 1.",
        "{"fault":"429=1.1"}": "UsageError: "429=1.1" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"429=1e-1"}": "UsageError: "429=1e-1" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"__proto__=1"}": "UsageError: "__proto__=1" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"seed=1.5"}": "UsageError: "seed=1.5" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"fault":"seed=x"}": "UsageError: "seed=x" is no fault: write 429, 500, 503, slow, drop, lost with a rate from 0 to 1, or seed, e.g. 429=0.1,slow=0.05,seed=7.",
        "{"port":" "}": "UsageError: --port " " is no port: give a number from 0 to 65535.",
        "{"port":" 80"}": "UsageError: --port " 80" is no port: give a number from 0 to 65535.",
        "{"port":""}": "UsageError: --port "" is no port: give a number from 0 to 65535.",
        "{"port":"-1"}": "UsageError: --port "-1" is no port: give a number from 0 to 65535.",
        "{"port":"0x50"}": "UsageError: --port "0x50" is no port: give a number from 0 to 65535.",
        "{"port":"1.5"}": "UsageError: --port "1.5" is no port: give a number from 0 to 65535.",
        "{"port":"123456"}": "UsageError: --port "123456" is no port: give a number from 0 to 65535.",
        "{"port":"1e3"}": "UsageError: --port "1e3" is no port: give a number from 0 to 65535.",
        "{"port":"99999"}": "UsageError: --port "99999" is no port: give a number from 0 to 65535.",
        "{"port":"http"}": "UsageError: --port "http" is no port: give a number from 0 to 65535.",
      }
    `);
  });

  it('that are right are taken', async () => {
    const assume = ['delegation=nothing', 'list-totals=leaking'];
    expect(
      await optionsFrom({ ...usual, port: '65535', delayPropagation: '0.5', fault: '429=1,seed=7', assume }),
    ).toEqual({
      port: 65_535,
      delayPropagation: 500,
      strictDeployer: false,
      enforcement: true,
      answers: { delegation: 'nothing', 'list-totals': 'leaking' },
      faults: { rates: { 429: 1 }, seed: 7 },
    });
  });

  it('name the file that cannot be used, and say why', async () => {
    const place = folder();
    expect(await refusal({ seed: join(place, 'nowhere.yaml') })).toMatchInlineSnapshot(
      `"UsageError: The seed nowhere.yaml cannot be read (ENOENT): name a file with --seed."`,
    );
    expect(await refusal({ seed: place })).toBe(
      `UsageError: The seed ${basename(place)} cannot be read (EISDIR): name a file with --seed.`,
    );
    expect(await refusal({ seed: '/dev/zero' })).toBe(
      'UsageError: zero is larger than 2 MiB, too large to be a seed: leave out what is not needed.',
    );
    const bytes = join(place, 'latin1.yaml');
    writeFileSync(bytes, Buffer.from('organization: { name: Caf\xe9 }', 'latin1'));
    expect(await refusal({ seed: bytes })).toBe('UsageError: The seed latin1.yaml is not UTF-8 text.');
    symlinkSync('loop', join(place, 'loop'));
    execFileSync('mkfifo', [join(place, 'pipe')]);
    for (const [name, given] of Object.entries({
      log: { log: join(place, 'nowhere', 'log') },
      db: { db: join(place, 'nowhere', 'org.db') },
      'db in a link to itself': { db: join(place, 'loop', 'org.db') },
      'db that is a pipe': { db: join(place, 'pipe') },
      'db of too long a name': { db: join(place, 'x'.repeat(300)) },
    })) {
      const all = { ...usual, ...given };
      const error = await startEmulator(await optionsFrom(all)).catch((thrown: unknown) => thrown);
      const told = `${name} ${startError(all, error)}`;
      expect(told).not.toContain(place);
      expect(told).toMatch(
        /^(log (Usage)?Error: The log (log)|db.* (Usage)?Error: The database (org\.db|pipe|x+)) cannot/,
      );
    }
  });

  it('name the port that is taken', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const given = { ...usual, port: String((server.address() as AddressInfo).port) };
    const error = await startEmulator(await optionsFrom(given)).catch((thrown: unknown) => thrown);
    expect(String(startError(given, error)).replace(given.port, 'PORT')).toMatchInlineSnapshot(
      `"Error: Port PORT is taken: choose another one, or 0 for a free one."`,
    );
  });
});

it('a number of seconds is one', () => {
  expect(['0', '0.25', '300', '3600'].map((text) => secondsFrom('--wait', text))).toEqual([
    0, 0.25, 300, 3600,
  ]);
  expect(() => secondsFrom('--wait', '')).toThrowErrorMatchingInlineSnapshot(
    `[Error: --wait "" must be a number of seconds from 0 to 3600.]`,
  );
});

it.each([
  ['emulator', '--colour'],
  ['emulator', '--enforcement', 'maybe'],
  ['emulator', 'demo'],
  ['verify', 'demo', '--secret', 'x'],
  ['verify', 'demo', 'acme', 'globex'],
  ['audit', 'demo', '--write'],
  ['audit'],
])('%j is refused', (...args) => {
  const { code, stdout, stderr } = bulkhead(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^bulkhead: /);
});

it('the seed, the database and the log are different files, whatever leads to them', async () => {
  const place = folder();
  const file = join(place, 'org.db');
  const [link, hard] = [join(place, 'link'), join(place, 'hard')];
  const told = [await refusal({ db: file, log: join(place, 'x', '..', 'org.db') })];
  writeFileSync(file, '{}');
  symlinkSync(file, link);
  linkSync(file, hard);
  for (const given of [
    { db: file, log: file },
    { db: file, log: link },
    { db: hard, log: file },
    { seed: file, db: file },
    { seed: link, log: hard },
  ])
    told.push(await refusal(given));
  expect(told).toMatchInlineSnapshot(`
    [
      "UsageError: --db and --log are one file, org.db: give each a file of its own.",
      "UsageError: --db and --log are one file, org.db: give each a file of its own.",
      "UsageError: --db and --log are one file, link: give each a file of its own.",
      "UsageError: --db and --log are one file, org.db: give each a file of its own.",
      "UsageError: --seed and --db are one file, org.db: give each a file of its own.",
      "UsageError: --seed and --log are one file, hard: give each a file of its own.",
    ]
  `);
  expect(await refusal({ seed: file, db: join(place, 'new.db'), log: join(place, 'log') })).toBe('taken');
});
