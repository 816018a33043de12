import { app } from '../leak';

// "Temporary, until the new division is there."
app(({ acme }) => {
  acme.client.generations[0]?.addOverride('roles.0.division_id', '*');
});
