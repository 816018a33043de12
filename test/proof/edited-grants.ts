import { planned } from '../rules/fixtures/fixture';
import { changeOf, type Edited } from '../support/plan-issues';
import type { Json } from '../support/write-assembly';

/* What a plan says that a client will be granted, against what its file grants: as sets, with ids that may not be known yet. */

export const client = 'g_oauth_client.client-1';
export const own = 'ffffffff-0000-4000-8000-00000000000a';
export const readerId = 'c6fac40f-48df-aa82-f8fe-83ac944e497f';

/** Edits the grants of acme's first client in both places in which its plan says them, and their marks. */
export const grants =
  (edit: (roles: Json[], marks: Json[], edited: Edited) => unknown) =>
  (edited: Edited): void => {
    const roles = structuredClone(planned(edited.acme, 'client-1').values.roles);
    const marks = changeOf(edited.acme, 'client-1').change.after_unknown.roles;
    edit(roles, marks, edited);
    edited.set(edited.acme, 'client-1', { roles });
  };

export const first = (values: Json, mark: Json = {}) =>
  grants((roles, marks) => {
    roles[0] = values;
    marks[0] = mark;
  });

export const unknown = ['plan-mismatch: demo-acme client-1 grants unknown @ g_oauth_client.client-1'];
