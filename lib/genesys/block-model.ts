/** What an attribute of a modelled block means for authority. Closed: a new kind must be decided wherever kinds are read. */
export type AttributeKind =
  /** The object's name in Genesys Cloud. */
  | 'name'
  /** Free text without effect on access. */
  | 'text'
  /** The object's own id; setting it is never right. */
  | 'id'
  /** Set by the provider only. */
  | 'computed'
  /** `home = true` makes a division resource stand for the home division. */
  | 'home-flag'
  /** General permissions of a role (words without colons). */
  | 'general-permissions'
  /** Makes a role inherit from a built-in one, whose permissions are not in the files. */
  | 'default-role'
  /** Domain, entity and actions of one permission policy: together its permissions. */
  | 'policy-domain'
  | 'policy-entity'
  | 'policy-actions'
  /** Narrows a policy; a role template cannot say it. */
  | 'policy-condition'
  /** The role of a grant. */
  | 'role'
  /** The division of a grant: omitted, null and "" mean home, `*` means all. */
  | 'division'
  /** Lifetime of access tokens in seconds. */
  | 'token-lifetime'
  /** How tokens are obtained, e.g. `CLIENT-CREDENTIALS`. */
  | 'grant-type'
  /** `active` or `inactive`. */
  | 'state'
  /** OAuth scopes. */
  | 'scopes'
  /** Where tokens of interactive grant types are sent. */
  | 'redirect-uris'
  /** Holds or spreads the client's secret. */
  | 'secret-exposure'
  /** Which org the provider talks to. */
  | 'region'
  /** Where the provider really connects to, whatever the region says. */
  | 'gateway'
  /** With which authority the provider acts. */
  | 'credential'
  /** Through which host requests, tokens included, travel. */
  | 'proxy'
  /** Writes requests or internals, which may hold secrets, to files or logs. */
  | 'secret-logging'
  /** Time-outs and pool sizes: no effect on access. */
  | 'tuning';

/** Every attribute and nested block that a block of configuration can hold. What is not listed does not exist in the provider. */
export interface BlockModel {
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  readonly blocks: Readonly<Record<string, BlockModel>>;
}

/** The meaning of an attribute of a block, or `undefined` when the block has none of this name. */
export const attributeKind = ({ attributes }: BlockModel, name: string): AttributeKind | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;

/** The model of a block nested in another, or `undefined` when that has none of this name. */
export const nestedBlock = ({ blocks }: BlockModel, name: string): BlockModel | undefined =>
  Object.hasOwn(blocks, name) ? blocks[name] : undefined;
