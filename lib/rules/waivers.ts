import type { Rule } from '../proof/rule';

/*
 * The three rules about waivers need to know which findings there are: lib/proof/waive finds them once all other rules have spoken.
 * They are listed here so that the catalogue of rules is complete.
 */
const aboutWaivers = (id: 'expired-waiver' | 'unused-waiver' | 'invalid-waiver'): Rule => ({
  id,
  waivable: false,
  about: 'waivers',
});

export const expiredWaiver = aboutWaivers('expired-waiver');
export const unusedWaiver = aboutWaivers('unused-waiver');
export const invalidWaiver = aboutWaivers('invalid-waiver');
