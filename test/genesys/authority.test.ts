import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataSourceModel, providerFacts, resourceModel } from '../../lib/genesys/authority';
import { attributeKind, type BlockModel, nestedBlock } from '../../lib/genesys/block-model';
import { clientModel, divisionModel, roleModel } from '../../lib/genesys/core-resources';
import provider from '../../lib/genesys/data/provider.json';
import { providerModel, providerSource } from '../../lib/genesys/provider-block';
import { factsFolder } from './sample';

interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}
interface Schema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

const schemaFile = join(__dirname, '../../packages/provider-genesyscloud/schema.json');
const { provider_schemas: schemas } = JSON.parse(readFileSync(schemaFile, 'utf8')) as {
  provider_schemas: Readonly<Record<string, Schema>>;
};
const schema = Object.entries(schemas).find(([name]) => name.endsWith(providerSource))?.[1];

const inSchema = (block: SchemaBlock | undefined, path = ''): string[] => [
  ...Object.keys(block?.attributes ?? {}).map((name) => path + name),
  ...Object.entries(block?.block_types ?? {}).flatMap(([name, inner]) => [
    `${path}${name}.`,
    ...inSchema(inner.block, `${path}${name}.`),
  ]),
];
const inModel = (model: BlockModel, path = ''): string[] => [
  ...Object.keys(model.attributes).map((name) => path + name),
  ...Object.entries(model.blocks).flatMap(([name, inner]) => [
    `${path}${name}.`,
    ...inModel(inner, `${path}${name}.`),
  ]),
];

describe('the models of blocks', () => {
  it.each([
    ['genesyscloud_auth_division', divisionModel],
    ['genesyscloud_auth_role', roleModel],
    ['genesyscloud_oauth_client', clientModel],
  ])('%s: every attribute and block of the schema, no other', (type, model) => {
    expect(inModel(model).sort()).toEqual(inSchema(schema?.resource_schemas[type]?.block).sort());
  });

  it('provider: every attribute and block of the schema, no other', () => {
    expect(inModel(providerModel).sort()).toEqual(inSchema(schema?.provider.block).sort());
  });

  it('finds the meaning of an attribute, and the blocks in a block', () => {
    const inside = (model: BlockModel, ...names: string[]): BlockModel | undefined =>
      names.reduce<BlockModel | undefined>((block, name) => block && nestedBlock(block, name), model);
    const meaning = (model: BlockModel | undefined, name: string) => model && attributeKind(model, name);
    expect(meaning(inside(clientModel, 'roles'), 'division_id')).toBe('division');
    expect(meaning(clientModel, 'client_secret')).toBe('secret-exposure');
    const operands = inside(roleModel, 'permission_policies', 'conditions', 'terms', 'operands');
    expect(meaning(operands, 'queue_id')).toBe('policy-condition');
    expect(meaning(inside(providerModel, 'gateway', 'auth'), 'password')).toBe('credential');
    for (const name of ['roles', 'division_id', 'x', 'constructor', '__proto__'])
      expect(attributeKind(clientModel, name)).toBeUndefined();
    for (const name of ['x', 'name', 'constructor', '__proto__'])
      expect(nestedBlock(clientModel, name)).toBeUndefined();
  });
});

describe('resourceModel', () => {
  it('describes provider 1.84.1', () => {
    expect(providerFacts).toEqual({
      source: 'Terraform provider mypurecloud/genesyscloud 1.84.1, its schema',
      date: '2026-07-01',
      version: '1.84.1',
    });
    expect(provider.types).toHaveLength(137);
  });

  it('calls a placement only what has no authority attribute besides its division', () => {
    const rows = readFileSync(join(factsFolder, 'genesyscloud-1.84.1-authority-attributes.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
    for (const type of provider.types) {
      const model = resourceModel(type);
      if (model.kind !== 'placement') continue;
      const own = rows.filter(([resource]) => resource === type);
      expect(own.map(([, attribute]) => attribute).sort()).toEqual(
        model.divisions.map(({ attribute }) => attribute).sort(),
      );
      expect(own.every(([, name = '']) => /^(member_)?division_ids?$/.test(name))).toBe(true);
      for (const { attribute, whenOmitted } of model.divisions)
        expect(whenOmitted === 'refused').toBe(
          own.some(([, name, , mode]) => name === attribute && mode === 'required'),
        );
    }
  });

  it('sorts every type of the provider', () => {
    const sorted = new Map<string, string[]>();
    for (const type of provider.types) {
      const model = resourceModel(type);
      const kind = model.kind === 'unmodelled' ? model.reason : model.kind;
      sorted.set(kind, [...(sorted.get(kind) ?? []), type.replace('genesyscloud_', '')]);
    }
    const examined = [...sorted].filter(([kind]) => kind !== 'unexamined');
    expect(Object.fromEntries(examined)).toMatchInlineSnapshot(`
      {
        "acts-with-other-authority": [
          "flow",
          "integration_action",
          "integration_action_draft",
          "integration_custom_auth_action",
          "journey_action_map",
          "journey_action_template",
          "journey_outcome",
          "journey_outcome_predictor",
          "journey_segment",
          "journey_view_schedule",
          "journey_views",
          "outbound_campaignrule",
          "processautomation_trigger",
          "recording_media_retention_policy",
          "task_management_worktype_flow_datebased_rule",
          "task_management_worktype_flow_onattributechange_rule",
          "task_management_worktype_flow_oncreate_rule",
        ],
        "client": [
          "oauth_client",
        ],
        "division": [
          "auth_division",
        ],
        "exports-org": [
          "bcp_tf_exporter",
          "tf_export",
        ],
        "grants-authority": [
          "externalusers_identity",
          "group",
          "group_roles",
          "idp_adfs",
          "idp_generic",
          "idp_gsuite",
          "idp_okta",
          "idp_onelogin",
          "idp_ping",
          "idp_salesforce",
          "organization_authentication_settings",
          "orgauthorization_pairing",
          "team",
          "user",
          "user_roles",
        ],
        "holds-credentials": [
          "conversations_messaging_integrations_apple",
          "conversations_messaging_integrations_instagram",
          "conversations_messaging_integrations_open",
          "conversations_messaging_integrations_whatsapp",
          "integration",
          "integration_credential",
          "integration_facebook",
        ],
        "placement": [
          "architect_datatable",
          "architect_emergencygroup",
          "architect_ivr",
          "architect_schedulegroups",
          "architect_schedules",
          "business_rules_decision_table",
          "case_management_caseplan",
          "flow_milestone",
          "flow_outcome",
          "organization_presence_definition",
          "outbound_campaign",
          "outbound_dnclist",
          "outbound_messagingcampaign",
          "routing_queue",
          "routing_skill_group",
          "routing_wrapupcode",
          "task_management_workbin",
          "task_management_worktype",
          "telephony_providers_edges_extension_pool",
          "workforcemanagement_businessunits",
        ],
        "role": [
          "auth_role",
        ],
        "uploads-files": [
          "outbound_contact_list",
          "responsemanagement_responseasset",
          "script",
        ],
      }
    `);
    expect(sorted.get('unexamined')).toHaveLength(70);
  });

  it('knows how placements differ', () => {
    const one = (whenOmitted: string) => ({ attribute: 'division_id', holds: 'one', whenOmitted });
    expect(resourceModel('genesyscloud_routing_queue')).toEqual({
      kind: 'placement',
      divisions: [one('home')],
    });
    expect(resourceModel('genesyscloud_business_rules_decision_table')).toEqual({
      kind: 'placement',
      divisions: [one('refused')],
    });
    expect(resourceModel('genesyscloud_routing_skill_group')).toEqual({
      kind: 'placement',
      divisions: [one('home'), { attribute: 'member_division_ids', holds: 'many', whenOmitted: 'nothing' }],
    });
  });

  it.each([
    ['genesyscloud_user', 'grants-authority'],
    ['genesyscloud_team', 'grants-authority'],
    ['genesyscloud_user_roles', 'grants-authority'],
    ['genesyscloud_idp_okta', 'grants-authority'],
    ['genesyscloud_integration_credential', 'holds-credentials'],
    ['genesyscloud_flow', 'acts-with-other-authority'],
    ['genesyscloud_tf_export', 'exports-org'],
    ['genesyscloud_location', 'unexamined'],
    ['genesyscloud_idp_of_tomorrow', 'unknown-type'],
    ['genesyscloud_oauth_client ', 'unknown-type'],
    ['null_resource', 'unknown-type'],
    ['constructor', 'unknown-type'],
  ])('%s is unmodelled: %s', (type, reason) => {
    expect(resourceModel(type)).toEqual({ kind: 'unmodelled', reason });
  });
});

it('models three data sources', () => {
  expect(dataSourceModel('genesyscloud_auth_division')).toEqual({ kind: 'division' });
  expect(dataSourceModel('genesyscloud_auth_division_home')).toEqual({ kind: 'home-division' });
  expect(dataSourceModel('genesyscloud_auth_role')).toEqual({ kind: 'role' });
  expect(dataSourceModel('genesyscloud_oauth_client')).toEqual({ kind: 'unmodelled', reason: 'unexamined' });
  expect(dataSourceModel('external')).toEqual({ kind: 'unmodelled', reason: 'unknown-type' });
});
