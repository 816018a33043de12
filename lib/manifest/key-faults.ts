import { quote } from './quote';

/** What is wrong with a key, whichever reader finds it. */

export const mergeKey = {
  message: 'merge keys ("<<") are not read',
  hint: 'Two YAML readers could merge differently. Write the keys out, or repeat a whole value with an alias.',
};
export const duplicateKey = (key: string) => ({
  message: `the key ${quote(key)} is given twice`,
  hint: 'Keep one of them: which one a reader takes is a matter of luck.',
});
export const inheritedKey = (key: string) => ({
  message: `${quote(key)} cannot be a key`,
  hint: 'JavaScript objects answer to this word by themselves. Choose another one.',
});
