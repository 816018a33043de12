/** The first address that a sentence about a plan names, of the kinds that the tests make. */
const named = (sentence: string): string =>
  /(?:\bmodule\.x\.)?(?:\bdata\.)?\b(?:[xy]|(?:genesyscloud|g)_\w+|terraform_remote_state)\.[\w-]+(?:\[[^\]]*\])?/.exec(
    sentence,
  )?.[0] ?? '';

/** Where a fault is, if that is not what its sentence names first: ` @ g_user.u`, or ` @ plan` for the plan as a whole. */
export const elsewhere = (sentence: string, address: string): string =>
  address === named(sentence) ? '' : ` @ ${address || 'plan'}`;

/** Faults as tests compare them: what each says, and where it is if it does not say so. */
export const sentences = (faults: readonly { readonly what: string; readonly address: string }[]): string[] =>
  faults.map(({ what, address }) => `${what}${elsewhere(what, address)}`);
