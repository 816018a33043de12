import { app } from '../leak';

// "The provider has a default for it."
app(({ acme }) => {
  const client = acme.client.generations[0];
  client?.addOverride('roles', [{ role_id: acme.foundation.role('etl-reader').id }]);
});
