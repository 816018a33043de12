import type { Org } from '../manifest/model';
import { catalogChanges } from './catalog-changes';
import type { Change, Effect } from './change';
import { movedStates } from './moved-states';
import { change } from './org-change';

/** Settings of the org as a whole: where it is, where state lies, what limits hold, and what the catalogue says. */
export function orgSettings(base: Org | undefined, head: Org | undefined): Change[] {
  if (head === undefined)
    return base === undefined
      ? []
      : [
          change(
            'removed',
            base.id,
            `the org ${base.id} is gone from the manifest: what it made still exists`,
          ),
        ];
  const other = (name: string, was: unknown, is: unknown, effect: Effect = 'new'): Change[] =>
    JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [change(effect, head.id, `${name}: ${show(is)} instead of ${show(was)}`)];
  // Whoever deploys sends the credentials there, whether or not the org is new.
  const gateway = other('gateway', base?.config.gateway?.url, head.config.gateway?.url);
  if (base === undefined)
    return [
      change(
        'neutral',
        head.id,
        `the org ${head.id} is new, in region ${head.config.region}, its state in ${show(head.config.state)}`,
      ),
      ...gateway,
    ];
  const [was, is] = [base.config, head.config];
  return [
    ...other('region', was.region, is.region),
    ...gateway,
    ...other('state', was.state, is.state, 'neutral'),
    ...movedStates(base, head),
    ...other(
      'longest token lifetime',
      was.limits.tokenLifetime,
      is.limits.tokenLifetime,
      is.limits.tokenLifetime > was.limits.tokenLifetime ? 'new' : 'removed',
    ),
    ...other(
      'divisions of the org, at most',
      was.limits.divisionsPerOrg,
      is.limits.divisionsPerOrg,
      'neutral',
    ),
    ...other('scopes are emitted', was.emitScopes, is.emitScopes, 'neutral'),
    ...other('division names', was.divisionNames, is.divisionNames, 'neutral'),
    ...catalogChanges(base, head),
  ];
}

const show = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'none' : JSON.stringify(value);
