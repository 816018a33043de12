/**
 * One text for all names that Genesys Cloud or people take for one: it compares without regard to letter case, and how accents are encoded
 * or which spaces stand around a name, nobody sees.
 */
export const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase();
