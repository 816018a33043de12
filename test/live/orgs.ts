import { afterAll } from 'vitest';
import type { EmulatorOptions } from '../../lib/emulator';
import { Deployed } from './deployed';

export const deployed: Deployed[] = [];

/** An org whose tenants have used their clients once. */
export async function deploy(options: EmulatorOptions = {}): Promise<Deployed> {
  const one = await Deployed.start(options);
  deployed.push(one);
  await one.use();
  return one;
}

export const clients = '/api/v2/oauth/clients';

export const roles = '/api/v2/authorization/roles';

export const divisions = '/api/v2/authorization/divisions';

afterAll(async () => {
  for (const one of deployed) await one.close();
});
