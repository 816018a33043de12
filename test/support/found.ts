import { issuesAcross } from '../../lib/proof/across-plans';
import type { FindingOf } from '../../lib/proof/finding';
import { buildModel, type Model } from '../../lib/proof/model';
import type { RuleId } from '../../lib/proof/rule-ids';
import { subjectsOf } from '../../lib/proof/subject';
import { traceOf } from '../../lib/proof/trace';
import { allRules } from '../../lib/rules';
import { readAssembly } from '../../lib/terraform/assembly';
import type { Edit } from '../rules/fixtures/fixture';
import { manifestOf } from './manifest';
import { sample } from './sample';
import { valueNamed } from './value-named';
import { plansOf, toFiles, writeAssembly, writePlans } from './write-assembly';

/** The model of the sample after an edit. */
export function modelOf(edit: Edit): Model {
  const input = sample();
  edit.manifest?.(input);
  const manifest = manifestOf(input);
  const assembly = writeAssembly(manifest);
  const plans = edit.plans && writePlans(assembly);
  edit.assembly?.(assembly);
  if (plans) edit.plans?.(plans);
  return buildModel({
    manifest,
    assembly: readAssembly(toFiles(assembly)),
    today: '2026-11-24',
    ...(plans ? { plans: plansOf(plans) } : {}),
  });
}

/** What one rule finds in a model. */
export function findings<Id extends RuleId>(id: Id, model: Model): readonly FindingOf<Id>[] {
  const rule = allRules.find((item) => item.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const subjects = [...subjectsOf(model)];
  const traces = subjects.map(traceOf);
  const whole = { model, traces, planIssues: issuesAcross(model, traces) };
  const all: readonly FindingOf<RuleId>[] = [
    ...subjects.flatMap((subject) => [...(rule.stack?.(subject) ?? [])]),
    ...(rule.whole?.(whole) ?? []),
  ];
  const own = all.filter((finding): finding is FindingOf<Id> => finding.rule === id);
  if (own.length < all.length) throw new Error(`${id} found something that is another rule's`);
  return own;
}

/** What one rule finds in the sample after an edit, a line each: whose, of what, and the values that its message is made of. */
export function found(rule: RuleId, edit: Edit): string[] {
  return findings(rule, modelOf(edit)).map((finding) => {
    const { tenant, subject } = finding;
    const difference = valueNamed(finding, 'difference');
    return `${tenant ?? '-'}: ${subject}${difference === undefined ? '' : ` ${difference}`}`.replaceAll(
      'genesyscloud_',
      'g_',
    );
  });
}
