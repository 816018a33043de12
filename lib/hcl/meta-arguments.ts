/*
 * What every resource of any type may have, whatever its provider's schema says (Terraform 1.11.4, 2026-11-27). Of `dynamic`, what matters is
 * which block it makes.
 */
export const metaArguments: ReadonlySet<string> = new Set(['count', 'for_each', 'depends_on', 'provider']);
export const metaBlocks: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection']);
