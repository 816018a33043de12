import type { WantedPlan } from '../proof/finding-values';
import type { StackPlan } from '../proof/plans';
import type { Rule } from '../proof/rule';

/** Every stack that is asked for has a plan that ended without an error and covers all of it. */
export const incompletePlan: Rule = {
  id: 'incomplete-plan',
  waivable: false,
  about: 'plan',
  stack: ({ model: { plans }, org, tenant, stackName, stack, defects, planned }) => {
    if (plans === undefined) return [];
    // Not asked for, but looked at where it is there: it may be applied.
    if (plans.stage === 'foundation' && tenant !== undefined && planned === undefined) return [];
    // What the assembly does not have cannot be planned; that it is missing is a finding of its own.
    const isAbsent = stack === undefined && defects.length === 0;
    if (isAbsent && tenant !== undefined && planned === undefined) return [];
    return reasons(planned).map(({ what, wanted }) => ({
      rule: 'incomplete-plan',
      org: org.org.id,
      tenant: tenant?.id,
      subject: `plan of ${stackName} ${what}`,
      values: { stack: stackName, what, wanted },
      at: [{ kind: 'plan', file: `${plans.shown}/${stackName}.json`, address: '' }],
      because: [],
    }));
  },
};

interface Reason {
  readonly what: string;
  readonly wanted: WantedPlan;
}

function reasons(found: StackPlan | undefined): Reason[] {
  if (found === undefined) return [{ what: 'is missing', wanted: 'readable' }];
  if (found.kind === 'unreadable') return [{ what: found.why, wanted: 'readable' }];
  const { plan } = found;
  const lacking = [
    // One that ended with an error is never complete: that says it already.
    ...(plan.errored === true
      ? ['ended with an error']
      : plan.complete === false
        ? ['is not complete: -target, an error or a deferred change left something out']
        : []),
    ...(plan.deferred ? ['defers changes to a later run'] : []),
    ...[...new Set([...plan.planned, ...plan.changes].filter(isData).map(({ address }) => address))].map(
      (address) => `reads ${address} only when it is applied`,
    ),
  ];
  const unsaid = [
    ...(plan.errored === undefined ? ['ended with an error'] : []),
    ...(plan.complete === undefined ? ['is complete'] : []),
  ];
  return [
    ...lacking.map((what): Reason => ({ what, wanted: 'whole' })),
    ...unsaid.map(
      (what): Reason => ({
        what: `does not say whether it ${what}, as those of Terraform 1.11 do`,
        wanted: 'newer',
      }),
    ),
  ];
}

const isData = ({ mode }: { readonly mode: string }): boolean => mode === 'data';
