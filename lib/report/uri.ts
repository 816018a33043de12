/** A relative reference (RFC 3986) that names exactly this path, whatever characters it has. */
export const uriOf = (file: string): string =>
  file
    .replace(/^(\.\/)+/, '')
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');
