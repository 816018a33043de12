import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from '../leak';

// Whatever runs between synth and deploy can write there.
app(
  () => undefined,
  (outdir) => {
    const override = {
      resource: {
        genesyscloud_oauth_client: { 'client-1': { roles: [{ role_id: 'x', division_id: '*' }] } },
      },
    };
    writeFileSync(join(outdir, 'stacks', 'demo-acme', 'zz_override.tf.json'), JSON.stringify(override));
  },
);
