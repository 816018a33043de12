import { randomUUID } from 'node:crypto';
import { notEmulated, notFound } from '../api-error';
import { Body } from '../body';
import { type Context, intervalIn, ok, type Route } from '../route';
import { existingClient } from './clients';

const api = '/api/v2/oauth/clients';

/** How often clients called which operation, since the org was made. */
export const usageRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${api}/{clientId}/usage/query`,
    handle: (context) => {
      const { store, params, usage } = context;
      const { id } = existingClient(store, params['clientId']);
      demandWholeTime(context);
      const executionId = randomUUID();
      usage.begin(executionId, id);
      return ok({ executionId, resultsUri: `${api}/${id}/usage/query/results/${executionId}` });
    },
  },
  {
    method: 'GET',
    path: `${api}/{clientId}/usage/query/results/{executionId}`,
    handle: (context) => {
      const { id } = existingClient(context.store, context.params['clientId']);
      if (context.usage.clientOf(context.params['executionId'] ?? '') !== id) throw notFound('query');
      return ok(usageOf(context, id));
    },
  },
  {
    method: 'GET',
    path: `${api}/{clientId}/usage/summary`,
    unread: ['days'],
    handle: (context) => ok(usageOf(context, existingClient(context.store, context.params['clientId']).id)),
  },
];

const usageOf = ({ store, usage }: Context, clientId: string) => ({
  results: usage
    .of(clientId)
    .map(({ id: _, ...row }) => ({ ...row, organizationId: store.org.organizationId })),
  queryStatus: 'Complete',
});

const hour = 3_600_000;

/** Calls are counted without their times, so that a part of the time, or a row for each hour, would be made up. */
function demandWholeTime({ store, body, now }: Context): void {
  const [from, to] = intervalIn(Body.of(body).only(['interval'], 'a query of usage'));
  if (from > Date.parse(store.org.founded) || to < now() - hour)
    throw notEmulated(`usage of other times than from ${store.org.founded} to now`);
}
