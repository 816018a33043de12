import { app } from '../leak';

// acme's own division ends in b, globex's in d.
app(({ acme }) => {
  acme.client.generations[0]?.addOverride('roles.0.division_id', '0b7e4d3a-5c2f-4f0e-8a1b-7d6c5e4f3a2d');
});
