import { TerraformLocal } from 'cdktf';
import { app } from '../leak';

// "Let us give the division a name."
app(({ acme }) => {
  const own = new TerraformLocal(acme, 'own_division', '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2d');
  acme.client.generations[0]?.addOverride('roles.1.division_id', own.toString());
});
