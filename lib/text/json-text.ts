import { escaped } from './escaped';
import { unseen } from './visible';

/**
 * A value as JSON, of several lines unless the indentation is 0, with the same value for whoever parses it, and in which nothing is raw that could forge lines or colours on
 * a terminal, or that a CI runner takes for a command (`visible` says which): all of that can stand in strings only, and there as escapes.
 */
export const jsonText = (value: unknown, indentation = 2): string =>
  JSON.stringify(value, undefined, indentation).replace(dangerous, (character) =>
    // Unit by unit: JSON has no other escapes.
    character.replace(/[\s\S]/g, escaped),
  );

const dangerous = new RegExp(String.raw`[\p{Cf}\u007f-\u009f\u2028\u2029]|${unseen}|\[(?<=##\w*\[)`, 'gu');
