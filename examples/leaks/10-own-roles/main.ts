import { UserRoles } from '@cdktf/provider-genesyscloud/lib/user-roles';
import { app } from '../leak';

// "It needs one more role."
app(({ acme }) => {
  const client = acme.client.generations[0];
  if (client === undefined) throw new Error('acme has no client');
  new UserRoles(acme, 'more', {
    userId: client.id,
    roles: [{ roleId: acme.foundation.role('etl-reader').id, divisionIds: ['*'] }],
  });
});
