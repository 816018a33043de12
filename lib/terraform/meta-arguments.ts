/*
 * What every resource of any type may have, whatever its provider's schema says: Terraform itself reads it (1.11.4, 2026-11-27). `dynamic` and `_`, which
 * stand for other blocks and arguments, are of those who read them. In JSON, arguments and blocks look alike.
 */
export const metaArguments: readonly string[] = ['count', 'for_each', 'depends_on', 'provider'];
export const metaBlocks: readonly string[] = ['lifecycle', 'provisioner', 'connection'];
