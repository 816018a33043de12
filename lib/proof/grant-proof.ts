import { explainGrant } from './explain';
import type { Because } from './finding';
import type { Model, OrgModel, TenantModel } from './model';
import { divisionText, roleText } from './places';
import type { Subject } from './subject';

/** One grant with the chain that proves it. */
export interface GrantProof {
  readonly org: string;
  readonly tenant: string;
  readonly client: string;
  readonly role: string;
  readonly division: string;
  /** Whose the division is; undefined when the grant is not proved. */
  readonly source: 'own' | 'shared' | undefined;
  /** The chain from the manifest to the expression; made when it is asked for, since most reports do not show it. */
  readonly chain: () => readonly Because[];
}

/** The grants that a stack has under its tenant's clients, proved or not. */
export function grantProofs({ model, org, owner, clients }: Subject): readonly GrantProof[] {
  if (owner === undefined) return [];
  return clients.flatMap(({ claim, grants }, index) => {
    const holder: Holder = { model, org, owner, index, name: claim.name };
    return grants.map(
      (grant, position) =>
        new ProvedGrant(holder, position, roleText(grant), divisionText(grant), grant.declared?.source),
    );
  });
}

/** The client of a grant: where it stands, and nothing of its stack, which a proof that kept every stack would be too large for. */
interface Holder {
  readonly model: Model;
  readonly org: OrgModel;
  readonly owner: TenantModel;
  readonly index: number;
  readonly name: string;
}

/** A proof of 10,000 tenants keeps 160,000 of these: what is the same for all grants of a client, they have once. */
class ProvedGrant implements GrantProof {
  constructor(
    private readonly holder: Holder,
    private readonly position: number,
    readonly role: string,
    readonly division: string,
    readonly source: 'own' | 'shared' | undefined,
  ) {}

  get org(): string {
    return this.holder.org.org.id;
  }

  get tenant(): string {
    return this.holder.owner.tenant.id;
  }

  get client(): string {
    return this.holder.name;
  }

  chain(): readonly Because[] {
    const { model, org, owner, index } = this.holder;
    const client = owner.clients[index];
    const grant = client?.grants[this.position];
    return client && grant ? explainGrant(org, owner, client, grant, model.plans) : [];
  }
}
