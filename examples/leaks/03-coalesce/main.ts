import { app } from '../leak';

// "In case the id is not known yet."
app(({ acme }) => {
  acme.client.generations[0]?.addOverride(
    'roles.1.division_id',
    '${coalesce(genesyscloud_auth_division.division-voice.id, "*")}',
  );
});
