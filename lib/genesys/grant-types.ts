/** Grant types by their names in manifests, with the words of the provider and the API for them (provider 1.84.1, 2026-07-01). */
export const grantTypes = {
  'client-credentials': 'CLIENT-CREDENTIALS',
  code: 'CODE',
  token: 'TOKEN',
  password: 'PASSWORD',
  'saml2-bearer': 'SAML2-BEARER',
} as const;

/** Every word that the provider and the API take: one grant type has two. */
export const grantTypeWords = [
  'CLIENT-CREDENTIALS',
  'CODE',
  'PASSWORD',
  'SAML2-BEARER',
  'SAML2BEARER',
  'TOKEN',
] as const;
export type GrantTypeWord = (typeof grantTypeWords)[number];

/** Whether Terraform would take it. */
export const isGrantTypeWord = (text: string): text is GrantTypeWord =>
  grantTypeWords.some((word) => word === text);
