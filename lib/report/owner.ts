/** What a finding says of whom it concerns. */
interface Owned {
  readonly org: string | undefined;
  readonly tenant: string | undefined;
}

/** Whom a finding concerns: `demo/acme`, the org where it is no single tenant, nothing where it is nobody in particular. */
export const ownerText = ({ org, tenant }: Owned): string =>
  [org, tenant].filter((part) => part !== undefined).join('/');

/** The same, with a name for nobody in particular: `all`. */
export const ownerOf = (owned: Owned): string => ownerText(owned) || 'all';
