import type { Finding } from '../proof/finding';
import type { Model, OrgModel } from '../proof/model';
import type { StackPlan } from '../proof/plans';
import type { Rule } from '../proof/rule';

/** Every stack that is asked for has a plan that ended without an error and covers all of it. */
export const incompletePlan: Rule = {
  id: 'incomplete-plan',
  waivable: false,
  about: 'plan',
  check: (model) => (model.plans === undefined ? [] : model.orgs.flatMap((org) => incomplete(model, org))),
};

function incomplete(model: Model, org: OrgModel): Finding[] {
  const { plans } = model;
  if (plans === undefined) return [];
  const stacks = [
    { stack: org.foundationName, tenant: undefined },
    ...(plans.stage === 'foundation'
      ? []
      : org.tenants.map(({ stackName, tenant }) => ({ stack: stackName, tenant: tenant.id }))),
  ];
  return stacks.flatMap(({ stack, tenant }) => {
    const file = `${plans.shown}/${stack}.json`;
    return reasons(plans.byStack.get(stack)).map(
      (what): Finding => ({
        rule: 'incomplete-plan',
        org: org.org.id,
        tenant,
        subject: `plan of ${stack} ${what}`,
        values: { stack, what },
        at: [{ kind: 'plan', file, address: '' }],
        because: [],
      }),
    );
  });
}

function reasons(found: StackPlan | undefined): string[] {
  if (found === undefined) return ['is missing'];
  if (found.kind === 'unreadable') return [found.why];
  const { plan } = found;
  return [
    ...(plan.errored ? ['ended with an error'] : []),
    ...(plan.complete ? [] : ['is not complete: -target, an error or a deferred change left something out']),
    ...(plan.deferred ? ['defers changes to a later run'] : []),
    ...plan.planned
      .filter(({ mode }) => mode === 'data')
      .map(({ address }) => `reads ${address} only when it is applied`),
  ];
}
