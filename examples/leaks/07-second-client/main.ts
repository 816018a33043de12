import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { app } from '../leak';

// "For the weekend job."
app(({ acme }) => {
  new OauthClient(acme, 'weekend', {
    name: 'demo-acme-weekend',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 3600,
    roles: [{ roleId: acme.foundation.role('etl-reader').id, divisionId: acme.divisionId('voice') }],
  });
});
