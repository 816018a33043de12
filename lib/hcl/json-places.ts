/*
 * What a member of Terraform's JSON syntax stands for depends on the block that it stands in: whether it is a block or an argument, and whether a text in
 * it is a template. Terraform evaluates most arguments, and there every text is one. Others it reads without evaluating, and there `$${x}` is those five
 * characters, and `${x}` is, too (Terraform 1.11.4, 2026-11-27).
 */

/** What a body may hold. */
export interface JsonPlace {
  /** The names that stand for blocks, with the number of their labels. */
  readonly blocks: Readonly<Record<string, number>>;
  /** The arguments in which texts are no templates. */
  readonly verbatim: (argument: string) => boolean;
}

/** The root of a file. */
export const topLevel: JsonPlace = {
  blocks: {
    resource: 2,
    data: 2,
    ephemeral: 2,
    provider: 1,
    variable: 1,
    output: 1,
    module: 1,
    check: 1,
    terraform: 0,
    locals: 0,
    import: 0,
    moved: 0,
    removed: 0,
  },
  verbatim: () => false,
};

/** Blocks that stand in others, of Terraform itself and of the modelled resource types. */
const nested: Readonly<Record<string, number>> = {
  roles: 0,
  permission_policies: 0,
  conditions: 0,
  terms: 0,
  operands: 0,
  lifecycle: 0,
  precondition: 0,
  postcondition: 0,
  connection: 0,
  provisioner: 1,
  dynamic: 1,
  validation: 0,
  gateway: 0,
  path_params: 0,
  auth: 0,
  proxy: 0,
};

/** Blocks that stand in one type of block only, and whose names are those of arguments elsewhere. */
const special: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  check: { data: 2, assert: 0 },
  terraform: { required_providers: 0, backend: 1, cloud: 0 },
  dynamic: { content: 0 },
  // Here names are the author's choice, and none stands for a block.
  locals: {},
  module: {},
  required_providers: {},
};

const everything = true;

/** Arguments that Terraform reads without evaluating, by the block that they stand in. */
const verbatim: Readonly<Record<string, typeof everything | readonly string[]>> = {
  variable: everything,
  terraform: everything,
  required_providers: everything,
  backend: everything,
  cloud: everything,
  lifecycle: everything,
  moved: everything,
  removed: everything,
  module: ['source', 'version', 'providers', 'depends_on'],
  provider: ['alias', 'version'],
  resource: ['provider', 'depends_on'],
  data: ['provider', 'depends_on'],
  ephemeral: ['provider', 'depends_on'],
  output: ['description', 'sensitive', 'ephemeral', 'depends_on'],
  import: ['to', 'provider'],
  dynamic: ['iterator'],
};

/** What the body of a block of this type may hold. */
export function placeIn(type: string): JsonPlace {
  const names = Object.hasOwn(verbatim, type) ? verbatim[type] : undefined;
  return {
    blocks: (Object.hasOwn(special, type) ? special[type] : undefined) ?? nested,
    verbatim: (argument) => names === everything || (names?.includes(argument) ?? false),
  };
}
