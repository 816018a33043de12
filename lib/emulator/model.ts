import type { GrantTypeWord } from '../genesys/grant-types';

/** What the emulated org holds. Ids are UUIDs; every object is stored as one JSON text under its kind and id. */
export interface Division {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly home: boolean;
  readonly dateCreated: string;
}

/** A policy of a role, with the field names of the roles API. */
export interface RolePolicy {
  readonly domain: string;
  readonly entityName: string;
  readonly actionSet: readonly string[];
  readonly allowConditions: boolean;
  readonly resourceConditionNode?: unknown;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** A role that every org has; it cannot be deleted. */
  readonly isDefault: boolean;
  readonly permissions: readonly string[];
  readonly permissionPolicies: readonly RolePolicy[];
}

export const subjectTypes = ['PC_OAUTH_CLIENT', 'PC_USER', 'PC_GROUP'] as const;
export type SubjectType = (typeof subjectTypes)[number];

/** One role in one division; `*` is every division, also those made later. */
export interface Grant {
  readonly roleId: string;
  readonly divisionId: string;
  readonly madeAt: string;
}

/** All grants of one client, user or group. The clients API and the grants API write the same list. */
export interface Subject {
  readonly id: string;
  readonly type: SubjectType;
  readonly grants: readonly Grant[];
}

export const clientStates = ['active', 'inactive', 'disabled'] as const;
type ClientState = (typeof clientStates)[number];

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: ClientState;
  readonly authorizedGrantType: GrantTypeWord;
  readonly accessTokenValiditySeconds: number;
  readonly scope: readonly string[];
  readonly registeredRedirectUri: readonly string[];
  /** SHA-256 of the secret, hexadecimal: the secret itself is nowhere. */
  readonly secretHash: string;
  readonly dateCreated: string;
  readonly dateModified: string;
}

/** An issued token. `id` is the SHA-256 of its text. */
export interface Token {
  readonly id: string;
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly divisionId: string;
  readonly dateCreated: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly divisionId: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
}

export interface Conversation {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  readonly divisionIds: readonly string[];
  readonly queueId: string | undefined;
  readonly mediaType: string;
  readonly direction: string;
}

/** Credentials of an integration. The values of the fields are dropped when they arrive. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly typeName: string;
}

/** The org itself, under the one id `org`. */
export interface Organization {
  readonly id: 'org';
  readonly organizationId: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly founded: string;
  readonly divisionsLimit: number;
  /** Whether grants can only be written in divisions that the caller reaches. Off in a new org. */
  readonly grantDivisionAware: boolean;
  /** Whether Genesys adds new permissions to roles by itself. */
  readonly backfillEnabled: boolean;
}

/** Permissions whose awareness of divisions differs from the emulator's own table. The permission is the id. */
export interface Awareness {
  readonly id: string;
  readonly divisionAware: boolean;
}

/** The client that the emulator prints when it is ready, under the one id `deployer`. It is an administrator of an org that does not exist. */
export interface Deployer {
  readonly id: 'deployer';
  readonly clientId: string;
  readonly secret: string;
}

/** How often a client called an operation, by kind of answer. The id is client, method and path. */
export interface UsageRow {
  readonly id: string;
  readonly clientId: string;
  readonly templateUri: string;
  readonly httpMethod: string;
  readonly requests: number;
  readonly status200: number;
  readonly status300: number;
  readonly status400: number;
  readonly status500: number;
  readonly status429: number;
}

/** Names of divisions that existed and were deleted, lower case. */
export interface RetiredName {
  readonly id: string;
}
