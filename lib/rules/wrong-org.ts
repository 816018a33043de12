import { attributeKind } from '../genesys/block-model';
import { providerModel } from '../genesys/provider-block';
import { sameJson } from '../json/plain';
import { gatewayBlock, isLoopback } from '../manifest/gateway';
import type { Org } from '../manifest/model';
import { placeOf } from '../proof/declared';
import type { Finding, Place } from '../proof/finding';
import type { Model } from '../proof/model';
import { inOrg, wholeFile } from '../proof/places';
import type { Rule } from '../proof/rule';
import type { Stack } from '../proof/stack';
import { scalarOf, scalarsOf, showScalar } from '../proof/value';
import { type Argument, argumentsOf, bodiesOf } from '../terraform/body';

/** Every resource is made by one provider block that talks to the manifest's org, and to nobody else. */
export const wrongOrg: Rule = {
  id: 'wrong-org',
  waivable: false,
  about: 'assembly',
  stack: ({ model, org, tenant, stack }) =>
    stack === undefined
      ? []
      : [
          ...inProvider(stack, org.org, model),
          ...otherProviders(stack),
          ...catalogue(org.org, tenant === undefined),
        ].map(
          ({ what, place, local }): Finding => ({
            rule: 'wrong-org',
            org: org.org.id,
            tenant: tenant?.id,
            subject: `${stack.name} ${what}`,
            values: {
              what,
              stack: stack.name,
              region: org.org.config.region,
              ...(local ? { gateway: 'local' } : {}),
            },
            at: [inOrg(org.org, 'region'), place],
            because: [],
          }),
        ),
};

interface Elsewhere {
  readonly what: string;
  readonly place: Place;
  /** It is about a gateway of this machine, which a run is given rather than the manifest. */
  readonly local?: boolean;
}

function inProvider(stack: Stack, org: Org, model: Model): Elsewhere[] {
  const blocks = stack.configuration.providers.filter(({ labels }) => labels[0] === 'genesyscloud');
  const [block] = blocks;
  if (block === undefined) {
    return [
      {
        what: 'has no provider block: the environment decides which org it changes',
        place: wholeFile(stack.file),
      },
    ];
  }
  const found: Elsewhere[] = blocks
    .slice(1)
    .map((extra) => ({ what: 'has a second provider block', place: placeOf(extra, stack.file) }));
  const body = argumentsOf(block);
  const region = scalarOf(body, 'aws_region');
  if (region.kind !== 'text' || region.text !== org.config.region) {
    found.push({ what: `has aws_region ${showScalar(region)}`, place: placeOf(block, stack.file) });
  }
  for (const item of body) {
    const kind = attributeKind(providerModel, item.name);
    const place = placeOf(item, stack.file);
    if (item.name === 'gateway') continue;
    if (kind === 'region' || kind === 'tuning') continue;
    // Credentials and logging are secret-exposure's when they are literal; here they are another authority than the org's.
    if (kind === 'secret-logging') continue;
    found.push({ what: `sets ${item.name} in the provider block`, place });
  }
  const url = model.gateway ?? org.config.gateway?.url;
  return [...found, ...gateway(body, placeOf(block, stack.file), url)];
}

function gateway(body: readonly Argument[], place: Place, url: string | undefined): Elsewhere[] {
  const written = body
    .filter(({ name }) => name === 'gateway')
    .flatMap((item) => bodiesOf(item))
    .map((block) =>
      // What is no text stays undefined, which is no part of any gateway.
      Object.fromEntries(
        [...scalarsOf(argumentsOf(block))].map(
          ([name, value]) => [name, value.kind === 'text' ? value.text : undefined] as const,
        ),
      ),
    );
  const expected = url === undefined ? [] : [gatewayBlock(url)];
  if (sameJson(written, expected)) return [];
  if (expected.length > 0 && written.length > 1)
    return [{ what: `has ${written.length} gateway blocks`, place }];
  const what =
    expected.length === 0
      ? 'has a gateway that the manifest does not have'
      : `has not the gateway ${url} of the manifest`;
  const local = [...written, ...expected].some(
    ({ host }) => host !== undefined && isLoopback(`http://${host}`),
  );
  return [{ what, place, local }];
}

/** `provider` on a resource or data source picks another block than the default one. */
function otherProviders(stack: Stack): Elsewhere[] {
  return [...stack.claims.resources, ...stack.claims.data].flatMap((item) =>
    item.body
      .filter(
        ({ name, node }) => name === 'provider' && !(node.kind === 'string' && node.value === 'genesyscloud'),
      )
      .map((argument) => ({
        what: `${item.address} names its own provider`,
        place: placeOf(argument, stack.file),
      })),
  );
}

/** A catalogue of another region is another org's catalogue. Said once, with the foundation. */
const catalogue = (org: Org, isFoundation: boolean): Elsewhere[] =>
  isFoundation && org.catalog && org.catalog.content.region !== org.config.region
    ? [
        {
          what: `catalogue is of region ${org.catalog.content.region}`,
          place: { kind: 'manifest', file: org.catalog.file, path: ['region'] },
        },
      ]
    : [];
