import type { BlockModel } from './block-model';
import { clientModel, divisionModel, roleModel } from './core-resources';
import provider from './data/provider.json';

/*
 * What each resource type and data source of the provider can do to somebody's authority. Everything that is not named here as
 * modelled is unmodelled, and so a finding: a type that a newer provider brings is refused until somebody has looked at it.
 */

/** Where the lists of types and authority attributes are from, and the date (YYYY-MM-DD) of that release. */
export const providerFacts = {
  source: provider.source,
  date: provider.date,
  version: provider.version,
} as const;

/** An attribute that puts an object into a division. */
export interface PlacementAttribute {
  readonly attribute: string;
  /** One division, or a list of them. Either may be `*`: all divisions. */
  readonly holds: 'one' | 'many';
  /** What leaving it out means: Terraform refuses, the object lands in the home division, or nothing is placed by it. */
  readonly whenOmitted: 'refused' | 'home' | 'nothing';
}

export type UnmodelledReason =
  /** Gives roles, or a way to sign in, to a user, group or other org. */
  | 'grants-authority'
  /** Holds credentials of another system or client. */
  | 'holds-credentials'
  /** Runs later, with an authority that is not the client's. */
  | 'acts-with-other-authority'
  /** Writes the configuration of the whole org to files. */
  | 'exports-org'
  /** Sends a file of the machine that runs Terraform to the org: it could be a state, or the deployer's environment. */
  | 'uploads-files'
  /** A type of the provider that nobody has examined. */
  | 'unexamined'
  /** No type of the provider version that the model describes. */
  | 'unknown-type';

/** What a resource of a type means for authority. */
type ResourceModel =
  | { readonly kind: 'division'; readonly model: BlockModel }
  | { readonly kind: 'role'; readonly model: BlockModel }
  | { readonly kind: 'client'; readonly model: BlockModel }
  /** Its only authority is the division it is put in. Other attributes are not modelled: they cannot grant. */
  | { readonly kind: 'placement'; readonly divisions: readonly PlacementAttribute[] }
  | { readonly kind: 'unmodelled'; readonly reason: UnmodelledReason };

type DataSourceModel =
  /** A division found by its name: whose it is, only the live org knows. */
  | { readonly kind: 'division' }
  | { readonly kind: 'home-division' }
  /** A role found by its name: its permissions are not in the files. */
  | { readonly kind: 'role' }
  | { readonly kind: 'unmodelled'; readonly reason: UnmodelledReason };

const modelled: ReadonlyMap<string, ResourceModel> = new Map<string, ResourceModel>([
  ['genesyscloud_auth_division', { kind: 'division', model: divisionModel }],
  ['genesyscloud_auth_role', { kind: 'role', model: roleModel }],
  ['genesyscloud_oauth_client', { kind: 'client', model: clientModel }],
]);

/**
 * Why a type is refused, as far as it was examined; a `*` at the end stands for any ending. Looked up before placements, because a user
 * and a team also have a division, and yet give or carry authority.
 */
const examined: readonly (readonly [types: string, reason: UnmodelledReason])[] = [
  ['genesyscloud_user', 'grants-authority'],
  ['genesyscloud_user_roles', 'grants-authority'],
  ['genesyscloud_group', 'grants-authority'],
  ['genesyscloud_group_roles', 'grants-authority'],
  ['genesyscloud_team', 'grants-authority'],
  ['genesyscloud_externalusers_identity', 'grants-authority'],
  ['genesyscloud_orgauthorization_pairing', 'grants-authority'],
  ['genesyscloud_organization_authentication_settings', 'grants-authority'],
  ['genesyscloud_idp_*', 'grants-authority'],
  ['genesyscloud_integration', 'holds-credentials'],
  ['genesyscloud_integration_credential', 'holds-credentials'],
  ['genesyscloud_integration_facebook', 'holds-credentials'],
  ['genesyscloud_conversations_messaging_integrations_*', 'holds-credentials'],
  ['genesyscloud_integration_action*', 'acts-with-other-authority'],
  ['genesyscloud_integration_custom_auth_action', 'acts-with-other-authority'],
  ['genesyscloud_flow', 'acts-with-other-authority'],
  ['genesyscloud_processautomation_trigger', 'acts-with-other-authority'],
  ['genesyscloud_journey_*', 'acts-with-other-authority'],
  ['genesyscloud_task_management_worktype_flow_*', 'acts-with-other-authority'],
  ['genesyscloud_outbound_campaignrule', 'acts-with-other-authority'],
  ['genesyscloud_recording_media_retention_policy', 'acts-with-other-authority'],
  ['genesyscloud_tf_export', 'exports-org'],
  ['genesyscloud_bcp_tf_exporter', 'exports-org'],
  ['genesyscloud_script', 'uploads-files'],
  ['genesyscloud_responsemanagement_responseasset', 'uploads-files'],
  ['genesyscloud_outbound_contact_list', 'uploads-files'],
];

const placementAttributes: readonly string[] = ['division_id', 'member_division_ids'];
const types: ReadonlySet<string> = new Set(provider.types);
const authority: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(provider.authority));

/** What a resource of this type means for authority. Never guesses: an unknown type is unmodelled. */
export function resourceModel(type: string): ResourceModel {
  const model = modelled.get(type);
  if (model !== undefined) return model;
  if (!types.has(type)) return { kind: 'unmodelled', reason: 'unknown-type' };
  const reason = examined.find(([covered]) => covers(covered, type))?.[1];
  if (reason !== undefined) return { kind: 'unmodelled', reason };
  const divisions = placement(type);
  if (divisions === undefined) return { kind: 'unmodelled', reason: 'unexamined' };
  return { kind: 'placement', divisions };
}

const covers = (pattern: string, type: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

/** What a data source of this type means for authority. `terraform_remote_state` is Terraform's own and not in this table. */
export function dataSourceModel(type: string): DataSourceModel {
  switch (type) {
    case 'genesyscloud_auth_division':
      return { kind: 'division' };
    case 'genesyscloud_auth_division_home':
      return { kind: 'home-division' };
    case 'genesyscloud_auth_role':
      return { kind: 'role' };
    default:
      return { kind: 'unmodelled', reason: types.has(type) ? 'unexamined' : 'unknown-type' };
  }
}

/** The division attributes of a type that has no other authority attribute. */
function placement(type: string): readonly PlacementAttribute[] | undefined {
  const attributes = authority.get(type);
  if (attributes === undefined) return undefined;
  const divisions = attributes.map((row) => {
    const [attribute = '', mode = ''] = row.split(' ');
    return { attribute, mode };
  });
  if (!divisions.every(({ attribute }) => placementAttributes.includes(attribute))) return undefined;
  return divisions.map(({ attribute, mode }) => ({
    attribute,
    holds: attribute === 'member_division_ids' ? 'many' : 'one',
    whenOmitted: mode === 'required' ? 'refused' : attribute === 'division_id' ? 'home' : 'nothing',
  }));
}
