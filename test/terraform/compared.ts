import { parseJson } from '../../lib/json/parse';
import { readConfiguration } from '../../lib/terraform/configuration';
import { differences } from '../../lib/terraform/plan-configuration';
import { readPlan } from '../../lib/terraform/read-plan';
import { sentences } from '../support/plan-faults';

// biome-ignore lint/suspicious/noExplicitAny: tests edit arbitrary places of JSON
type Json = any;

const files = (): Json => ({
  provider: { genesyscloud: [{ aws_region: 'eu-west-1' }] },
  resource: {
    genesyscloud_oauth_client: {
      etl: {
        '//': { metadata: { path: 'x' } },
        name: 'etl',
        roles: [
          { role_id: 'r', division_id: '${x.y.id}' },
          { role_id: 's', division_id: 'd' },
        ],
      },
    },
    genesyscloud_auth_division: { voice: { name: 'v' } },
  },
  data: { terraform_remote_state: { base: { backend: 'local', config: { path: 'p' } } } },
  output: { id: { value: '${a.b.id}', sensitive: true } },
});

export const resource = (type: string, name: string, expressions: Json, mode = 'managed'): Json => ({
  address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
  mode,
  type,
  name,
  provider_config_key: type === 'terraform_remote_state' ? 'terraform' : 'genesyscloud',
  expressions,
});

export const constant = (value: Json): Json => ({ constant_value: value });

/** What a plan of these files says of their configuration. */
const plan = (): Json => ({
  format_version: '1.2',
  planned_values: {},
  configuration: {
    provider_config: {
      genesyscloud: {
        name: 'genesyscloud',
        full_name: 'registry.terraform.io/mypurecloud/genesyscloud',
        expressions: { aws_region: constant('eu-west-1') },
      },
      terraform: { name: 'terraform', full_name: 'terraform.io/builtin/terraform' },
    },
    root_module: {
      outputs: { id: { sensitive: true, expression: constant('${a.b.id}') } },
      resources: [
        resource('genesyscloud_auth_division', 'voice', { name: constant('v') }),
        resource('genesyscloud_oauth_client', 'etl', {
          name: constant('etl'),
          roles: [
            { role_id: constant('r'), division_id: constant('${x.y.id}') },
            { role_id: constant('s'), division_id: constant('d') },
          ],
        }),
        resource(
          'terraform_remote_state',
          'base',
          { backend: constant('local'), config: constant({ path: 'p' }) },
          'data',
        ),
      ],
    },
  },
});

export interface Edited {
  readonly files: Json;
  readonly plan: Json;
  readonly module: Json;
  /** The client in the files, and in the plan. */
  readonly written: Json;
  readonly shown: Json;
  /** The provider in the plan. */
  readonly provider: Json;
}

export function compare(edit: (edited: Edited) => void, rewrite = (text: string): string => text): string[] {
  const edited = { files: files(), plan: plan() };
  const module = edited.plan.configuration.root_module;
  edit({
    ...edited,
    module,
    written: edited.files.resource.genesyscloud_oauth_client.etl,
    shown: module.resources[1],
    provider: edited.plan.configuration.provider_config.genesyscloud,
  });
  const json = parseJson(rewrite(JSON.stringify(edited.files)));
  const read = readPlan(JSON.stringify(edited.plan));
  if (!json.ok || !read.ok) throw new Error('not readable');
  return sentences(differences(readConfiguration(json.value), read.plan));
}

export const client = 'genesyscloud_oauth_client.etl';
