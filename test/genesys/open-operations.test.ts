import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openOperations, residualExposure } from '../../lib/genesys/open-operations';
import { operationName, operationsOpenedBy } from '../../lib/genesys/operations';
import { operationsOfKind } from '../../lib/genesys/table';
import { factsFolder } from './sample';

it('counts what every valid token can reach', () => {
  expect(residualExposure()).toEqual({ open: 371 });
});

it('holds every operation that the original table lists as open', () => {
  const open = new Set(openOperations().map(operationName));
  const listed = readFileSync(join(factsFolder, 'operations-without-permission.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  expect(listed.length).toBeGreaterThan(30);
  for (const line of listed) expect(open).toContain(line.replace('\t', ' '));
});

it('counts the operation that leaves its permissions to the backend neither as open nor as opened by a role', () => {
  const unstated = operationsOfKind('unstated');
  expect(unstated.map(operationName)).toEqual(['GET /api/v2/userrecordings/{recordingId}/transcoding']);
  const opened = new Set(operationsOpenedBy(['*']));
  for (const operation of [...openOperations(), ...unstated]) expect(opened).not.toContain(operation);
});
