import { describe, expect, it } from 'vitest';
import type { ResourceChange } from '../../lib/terraform/plan';
import { actionFaults } from '../../lib/terraform/plan-actions';

type Parts = Partial<ResourceChange>;

const change = (parts: Parts): ResourceChange => ({
  address: 'x.a',
  mode: 'managed',
  type: 'x',
  name: 'a',
  actions: ['no-op'],
  before: { id: 'i' },
  after: { id: 'i' },
  afterUnknown: {},
  beforeSensitive: undefined,
  afterSensitive: undefined,
  importing: undefined,
  isImport: false,
  previousAddress: undefined,
  reason: undefined,
  replaces: false,
  deposed: false,
  provider: 'p',
  ...parts,
});
const made: Parts = { actions: ['create'], before: undefined, after: {} };
const updated: Parts = { actions: ['update'] };
const deleted: Parts = { actions: ['delete'], after: undefined };
const forgotten: Parts = { actions: ['forget'], after: undefined };
const replaced: Parts = { actions: ['delete', 'create'], after: {} };

describe('actions are what the change shows', () => {
  it.each<Parts>([
    {},
    made,
    { ...made, after: { id: null } },
    updated,
    deleted,
    { ...deleted, reason: 'delete_because_no_resource_config' },
    { ...deleted, deposed: true },
    forgotten,
    { ...forgotten, reason: 'delete_because_no_resource_config' },
    { ...forgotten, deposed: true },
    replaced,
    { ...replaced, replaces: true },
    { ...replaced, reason: 'replace_because_tainted' },
    { ...replaced, actions: ['create', 'delete'], reason: 'replace_by_request' },
    { ...replaced, actions: ['create', 'forget'], replaces: true },
    { ...updated, reason: 'a_reason_of_tomorrow' },
    // Left behind by an earlier run, and deleted by hand since.
    { deposed: true, before: undefined, after: undefined },
  ])('%o', (parts) => expect(actionFaults(change(parts))).toEqual([]));
});

describe('actions are less than, or other than, what the change shows', () => {
  it.each<[string, Parts]>([
    ['does nothing to x.a', { actions: [] }],
    ['does frob to x.a', { actions: ['frob'] }],
    ['does read to x.a', { actions: ['read'] }],
    ['does create, update to x.a', { actions: ['create', 'update'] }],
    ['does update to x.a', { ...updated, deposed: true }],
    ['does no-op to x.a', { deposed: true }],
    ['does no-op to x.a', { deposed: true, before: undefined }],
    ['does no-op to x.a', { deposed: true, after: undefined }],
    ['does update to x.a', { ...updated, deposed: true, before: undefined, after: undefined }],
    ['does create to x.a', { ...made, deposed: true }],
    ['does delete, create to x.a', { ...replaced, deposed: true }],
    ['says no-op of x.a, and shows something else', { after: undefined }],
    ['says no-op of x.a, and shows something else', { before: undefined, after: undefined }],
    ['says create of x.a, and shows something else', { ...made, before: { id: 'i' } }],
    ['says create of x.a, and shows something else', { ...made, after: undefined }],
    ['says update of x.a, and shows something else', { ...updated, after: undefined }],
    ['says update of x.a, and shows something else', { ...updated, before: undefined }],
    ['says delete of x.a, and shows something else', { ...deleted, after: { id: 'i' } }],
    ['says delete of x.a, and shows something else', { ...deleted, before: undefined }],
    ['says forget of x.a, and shows something else', { ...forgotten, after: {} }],
    ['says delete create of x.a, and shows something else', { ...replaced, before: undefined }],
    ['says update of x.a, and does not keep its object', { ...updated, after: {} }],
    ['says update of x.a, and does not keep its object', { ...updated, after: { id: 'j' } }],
    ['says no-op of x.a, and does not keep its object', { after: { id: 'j' } }],
    ['knows the id of x.a before it is made', { ...made, after: { id: 'i' } }],
    ['knows the id of x.a before it is made', { ...replaced, after: { id: 'i' } }],
    ['says no-op of x.a, and why it is replaced', { replaces: true }],
    ['says update of x.a, and why it is replaced', { ...updated, replaces: true }],
    ['says update of x.a, and why it is replaced', { ...updated, reason: 'replace_because_cannot_update' }],
    ['says create of x.a, and why it is replaced', { ...made, reason: 'replace_by_triggers' }],
    ['says delete of x.a, and why it is replaced', { ...deleted, replaces: true }],
    ['says no-op of x.a, and why it is deleted', { reason: 'delete_because_no_module' }],
    ['says delete create of x.a, and why it is deleted', { ...replaced, reason: 'delete_because_no_module' }],
  ])('%s: %o', (what, parts) => expect(actionFaults(change(parts))).toEqual([what]));
});
