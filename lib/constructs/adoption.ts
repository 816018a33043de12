import type { AuthDivision } from '@cdktf/provider-genesyscloud/lib/auth-division';
import { TerraformElement } from 'cdktf';

/**
 * The `import` block that binds an existing division to its resource, so that a first deploy takes it over instead of making a second.
 * CDKTF's `importFrom` writes the same block, but runs `terraform version` during every synthesis.
 */
export class Adoption extends TerraformElement {
  constructor(
    private readonly division: AuthDivision,
    private readonly existingId: string,
  ) {
    super(division, 'Adoption');
  }

  override toTerraform(): object {
    const to = `${this.division.terraformResourceType}.${this.division.friendlyUniqueId}`;
    return { import: [{ to, id: this.existingId }] };
  }
}
