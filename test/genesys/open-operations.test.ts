import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  notableOpenOperations,
  openOperations,
  residualExposure,
  unstatedOperations,
} from '../../lib/genesys/open-operations';
import { operationName, operationsOpenedBy } from '../../lib/genesys/operations';
import { factsFolder } from './sample';

it('counts what every valid token can reach', () => {
  expect(residualExposure()).toEqual({ open: 371, reading: 237, changing: 134, unstated: 1 });
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

it('counts the operation that leaves its permissions to the backend as exposed, not as opened by a role', () => {
  expect(unstatedOperations().map(operationName)).toEqual([
    'GET /api/v2/userrecordings/{recordingId}/transcoding',
  ]);
  const opened = new Set(operationsOpenedBy(['*']));
  for (const operation of [...openOperations(), ...unstatedOperations()])
    expect(opened).not.toContain(operation);
});

it('names the open operations that a reviewer should know', () => {
  expect(
    notableOpenOperations().map(({ operation, means }) => `${operationName(operation)}: ${means}`),
  ).toMatchInlineSnapshot(`
    [
      "GET /api/v2/authorization/divisions: list the names of all divisions",
      "POST /api/v2/authorization/divisions/{divisionId}/objects/{objectType}: ask to move objects into a division",
      "GET /api/v2/authorization/roles/{roleId}/users: list the users who hold a role",
      "GET /api/v2/groups: list all groups",
      "POST /api/v2/groups/{groupId}/members: ask to add members to a group",
      "GET /api/v2/locations: list all locations",
      "GET /api/v2/organizations/me: read the settings of the org",
      "GET /api/v2/stations: list all stations",
      "GET /api/v2/users: list all users",
    ]
  `);
});
