import { describe, expect, it } from 'vitest';
import { messages } from '../../lib/rules/messages';
import { findings, found, modelOf } from '../support/found';
import type { Json } from '../support/write-assembly';
import { type Case, replaced, stack } from './edits';
import { client, type Edit } from './fixtures/fixture';

describe('wrong-org', () => {
  const of = (what: string): string[] => [`acme: demo-acme ${what}`];
  const provider = (edit: (block: Json, blocks: Json) => void): Edit =>
    stack((file) => edit(file.provider.genesyscloud[0], file.provider.genesyscloud));
  const gateway = { url: 'https://gateway.example.com:8443' };
  const throughGateway = (edit?: (block: Json) => void): Edit => ({
    manifest: ({ demo }) => void (demo && Object.assign(demo.org, { gateway })),
    assembly: (assembly) => edit?.(assembly.stacks.get('demo-acme').provider.genesyscloud[0]),
  });
  it.each<Case>([
    ['no region', provider((block) => void delete block.aws_region), of('has aws_region nothing')],
    ['another region', provider((block) => void (block.aws_region = 'x')), of('has aws_region "x"')],
    [
      'a region twice',
      replaced('"aws_region":', '"aws_region":"x","aws_region":'),
      of('has aws_region aws_region twice'),
    ],
    ['how many at once', provider((block) => void (block.token_pool_size = 5)), []],
    ['a log, which is another finding', provider((block) => void (block.sdk_debug = true)), []],
    [
      'a credential',
      provider((block) => void (block.access_token = 'canary')),
      of('sets access_token in the provider block'),
    ],
    ['an alias', provider((block) => void (block.alias = 'x')), of('sets alias in the provider block')],
    [
      'two blocks more',
      provider((_block, blocks) => void blocks.push({ alias: 'a' }, { alias: 'b' })),
      [...of('has a second provider block'), ...of('has a second provider block')],
    ],
    ['another provider’s block', stack((file) => void (file.provider.aws = [{ region: 'x' }])), []],
    [
      'no block',
      stack((file) => void (file.provider = { aws: [{}] })),
      of('has no provider block: the environment decides which org it changes'),
    ],
    ['the gateway of the manifest', throughGateway(), []],
    [
      'no gateway',
      throughGateway((block) => void delete block.gateway),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'another port of the gateway',
      throughGateway((block) => void (block.gateway[0].port = '443')),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a port of the gateway that is a number',
      throughGateway((block) => void (block.gateway[0].port = 8443)),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'the gateway twice',
      throughGateway((block) => block.gateway.push(block.gateway[0])),
      of('has 2 gateway blocks'),
    ],
    [
      'two gateways where the manifest has none',
      provider((block) => void (block.gateway = [{ host: 'a.example' }, { host: 'b.example' }])),
      of('has a gateway that the manifest does not have'),
    ],
    [
      'a gateway with more',
      throughGateway((block) => void (block.gateway[0].auth = {})),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a gateway that is computed',
      throughGateway((block) => void (block.gateway[0].host = '${var.h}')),
      of('has not the gateway https://gateway.example.com:8443 of the manifest'),
    ],
    [
      'a gateway that the manifest does not have',
      provider((block) => void (block.gateway = {})),
      of('has a gateway that the manifest does not have'),
    ],
    ['a gateway that is null', provider((block) => void (block.gateway = null)), []],
    [
      'its own provider',
      stack((_f, assembly) => void (client(assembly).provider = 'genesyscloud.x')),
      of('g_oauth_client.client-1 names its own provider'),
    ],
    ['the default provider', stack((_f, assembly) => void (client(assembly).provider = 'genesyscloud')), []],
    [
      'a provider that is null',
      stack((_f, assembly) => void (client(assembly).provider = null)),
      of('g_oauth_client.client-1 names its own provider'),
    ],
    [
      'a data source’s own provider',
      stack((file) => void (file.data.genesyscloud_auth_division = { d: { provider: 'genesyscloud.x' } })),
      of('g_auth_division.d names its own provider'),
    ],
    [
      'another region’s catalogue, said once',
      { manifest: ({ demo }) => void (demo && (demo.catalog.region = 'us-east-1')) },
      ['-: demo-foundation catalogue is of region us-east-1'],
    ],
  ])('%s', (_what, edit, expected) => {
    expect(found('wrong-org', edit)).toEqual(expected);
  });

  it('takes the gateway of this run for the manifest’s', () => {
    const whats = (edit: Edit, url: string) =>
      findings('wrong-org', { ...modelOf(edit), gateway: url }).map(({ subject }) => subject);
    expect(whats(throughGateway(), gateway.url)).toEqual([]);
    expect(whats({}, gateway.url)).toHaveLength(3);
    expect(whats(throughGateway(), 'http://127.0.0.1:1')?.[0]).toContain('http://127.0.0.1:1');
  });

  describe('says of a gateway of this machine how a run is given one', () => {
    const withGateway = (host: unknown): Edit =>
      provider((block) => void (block.gateway = [{ host, port: '8083', protocol: 'http' }]));
    const fixes = (edit: Edit, url?: string): string[] => [
      ...new Set(findings('wrong-org', { ...modelOf(edit), gateway: url }).map(messages['wrong-org'].fix)),
    ];
    const local = [
      'Give synthesis and proof the same gateway, both with --gateway or BULKHEAD_GATEWAY, or neither; a gateway for every run belongs in org.yaml. Credentials come from the environment only.',
    ];
    const other = [
      'Synthesize again: that writes region and gateway of org.yaml into the one provider block of each stack. What stays is written by code of an app around the constructs: take it out there. Credentials come from the environment only.',
    ];

    it.each<[string, string[], Edit, string?]>([
      ['that only the stacks have', local, withGateway('127.0.0.1')],
      ['that only the stacks have, by name', local, withGateway('localhost')],
      ['that only the stacks have, by IPv6', local, withGateway('[::1]')],
      ['that only this run has', local, {}, 'http://127.0.0.1:8083'],
      [
        'that only this run has, beside another one of the stacks',
        local,
        withGateway('gateway.example.com'),
        'http://127.0.0.1:8083',
      ],
      ['but not of another one', other, withGateway('gateway.example.com')],
      ['but not of one that is computed', other, withGateway('${var.host}')],
      ['but not of one that is no text', other, withGateway(127)],
      ['and not of another region', other, provider((block) => void (block.aws_region = 'x'))],
    ])('%s', (_, expected, edit, url) => {
      expect(fixes(edit, url)).toEqual(expected);
    });
  });
});
