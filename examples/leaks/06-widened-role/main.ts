import { AuthRole } from '@cdktf/provider-genesyscloud/lib/auth-role';
import { Aspects } from 'cdktf';
import { app } from '../leak';

// "A debugging aid": an aspect runs after everything that the code could check.
app(({ foundation }) => {
  Aspects.of(foundation).add({
    visit(node) {
      if (!(node instanceof AuthRole)) return;
      node.addOverride('permission_policies.2', {
        domain: 'authorization',
        entity_name: 'grant',
        action_set: ['add'],
      });
    },
  });
});
