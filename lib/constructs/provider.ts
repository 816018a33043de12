import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import type { TerraformStack } from 'cdktf';
import { gatewayBlock, isLocalGateway } from '../manifest/gateway';
import type { Org } from '../manifest/model';
import { InputError } from './input-error';
import { literal } from './literal';

/**
 * The one provider block of a stack: the org's region and, when there is one, its gateway. Credentials are never written: the provider
 * reads them from the environment (GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET).
 *
 * @param gateway replaces the org's own gateway for this run.
 * @throws when `gateway` is not an http(s) URL of this machine: it would send the deployer's credentials elsewhere than the manifest says.
 */
export function addProvider(stack: TerraformStack, org: Org, gateway: string | undefined): void {
  if (gateway !== undefined && !isLocalGateway(gateway)) throw new InputError(gatewayRefusal(gateway));
  const url = gateway ?? org.config.gateway?.url;
  new GenesyscloudProvider(stack, 'Provider', {
    awsRegion: literal(org.config.region),
    ...(url === undefined ? {} : { gateway: [literalGateway(url)] }),
  });
}

/** Why a gateway is refused, and what to do instead. */
export const gatewayRefusal = (url: string): string =>
  `The gateway ${JSON.stringify(shown(url))} cannot be an override: that may only be an address of this machine with a port of its own, such as http://127.0.0.1:8083; every other gateway belongs in org.yaml, where it is reviewed.`;

function literalGateway(url: string): { host: string; port: string; protocol: string } {
  const { host, port, protocol } = gatewayBlock(url);
  return { host: literal(host), port: literal(port), protocol: literal(protocol) };
}

/** A URL without what may be a password. */
const shown = (url: string): string => url.replace(/\/\/[^/]*@/, '//…@');
