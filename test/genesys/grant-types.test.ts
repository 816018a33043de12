import { expect, it } from 'vitest';
import { grantTypes, grantTypeWords, isGrantTypeWord } from '../../lib/genesys/grant-types';

it('has a word for each name, and knows every word', () => {
  expect(Object.values(grantTypes).filter((word) => !isGrantTypeWord(word))).toEqual([]);
  expect([...grantTypeWords]).toEqual([...Object.values(grantTypes), 'SAML2BEARER'].sort());
  expect(['client-credentials', 'CLIENT_CREDENTIALS', ''].filter(isGrantTypeWord)).toEqual([]);
});
