/** A text as one word of a shell: a clone may lie in a folder of any name. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
