/** The file that cdktf writes for a stack. */
export const stackFile = 'cdk.tf.json';

/**
 * One text for all names that some file system may take for one: those of macOS and Windows know no letter case, APFS folds as Unicode does
 * (`ſ` is `s`), HFS+ leaves out characters that nobody sees, and Windows the dots and spaces at the end (documentation of Apple and
 * Microsoft, 2026-11). Which file system it will be, the folder does not say; so it takes for equal what any of them does.
 */
export const asOpened = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replace(/[. ]+$/, '');

/** True for a name that is not the wanted one, and that opens like it somewhere. */
export const opensAs = (name: string, wanted: string): boolean =>
  name !== wanted && asOpened(name) === wanted;
