import type { PlanTexts } from '../mutations/plan-mutation';
import { declared } from '../reference/declared';
import { type Given, type PlanOutcome, planned } from '../reference/plan';
import type { OrgInput } from '../support/manifest';
import type { Judgement } from './judge';

/** What the reference says of plans of one manifest: does applying them bring about exactly what the manifest declares? */
export class PlanJudge {
  private readonly expected: readonly string[];
  private readonly given: Given;
  private readonly made: PlanOutcome;

  /** Settings, configuration and what was read are expected to be those of the plans as they were `made`. */
  constructor(input: Readonly<Record<string, OrgInput>>, made: PlanTexts) {
    this.expected = declared(input).grants;
    this.given = {
      ids: new Set(JSON.stringify(input).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)),
      bound: bound(input),
    };
    this.made = this.outcome(made);
  }

  ofMade(): Judgement {
    return this.on(this.made);
  }

  of(plans: PlanTexts): Judgement {
    return this.on(this.outcome(plans));
  }

  private outcome(plans: PlanTexts): PlanOutcome {
    const texts = [...plans].map(
      ([stack, plan]) => [stack, typeof plan === 'string' ? plan : JSON.stringify(plan)] as const,
    );
    return planned(new Map(texts), this.given);
  }

  private on(outcome: PlanOutcome): Judgement {
    const { expected, made } = this;
    if (outcome.kind === 'unsayable' || made.kind === 'unsayable') return 'unsayable';
    return equal(outcome.grants, expected) && equal(outcome.circumstances, made.circumstances)
      ? 'as declared'
      : 'differs';
  }
}

/** The divisions that tenants adopt and manage, by stack and address. */
const bound = (input: Readonly<Record<string, OrgInput>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(input).flatMap(([org, { tenants }]) =>
      Object.entries(tenants).flatMap(([tenant, content]) =>
        Object.entries(
          (content as { divisions: Record<string, { id?: string; manage?: boolean }> }).divisions,
        ).flatMap(([key, { id, manage }]) =>
          id !== undefined && manage
            ? [[`${org}-${tenant}/genesyscloud_auth_division.division-${key}`, id] as const]
            : [],
        ),
      ),
    ),
  );

const equal = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
