/** What a JSON Schema says of each key, as a table of markdown. */

export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** `toldElsewhere`: the paths of keys that are left out. */
export function schemaTable(schema: Schema, toldElsewhere = /^$/): string {
  const rows = [...keys(schema, '')]
    .filter(([path]) => !toldElsewhere.test(path))
    .map(
      ([path, { text, must }]) => `| \`${path}\` | ${must ? 'yes' : ''} | ${text.replaceAll('|', '\\|')} |`,
    );
  return `| key | required | what it is |\n|---|---|---|\n${[...new Set(rows)].join('\n')}`;
}

type Rows = Iterable<[string, { text: string; must: boolean }]>;

function* keys(schema: Schema, path: string): Rows {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const forms = options.filter((option) => option.properties !== undefined);
  for (const option of options) {
    // A form has a name where one of its keys can have one value only, as `backend` in `state`.
    const name = Object.values(option.properties ?? {}).find((inner) => inner.const !== undefined)?.const;
    if (name !== undefined) yield* properties(option, path, requiredBy([option]), String(name));
    else if (option.properties) yield* properties(option, path, requiredBy(forms));
    else yield* keys(option, path);
  }
  yield* properties(schema, path, requiredBy([schema]));
  if (schema.items) yield* keys(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object')
    yield* keys(schema.additionalProperties, `${path === '' ? '' : `${path}.`}<key>`);
}

const requiredBy =
  (forms: readonly Schema[]) =>
  (key: string): boolean =>
    forms.every(({ required = [] }) => required.includes(key));

/** The keys of one form of an object; the text of each begins with the name of the form, if it has one. */
function* properties(schema: Schema, path: string, must: (key: string) => boolean, form?: string): Rows {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const here = path === '' ? key : `${path}.${key}`;
    const values = inner.enum ?? (inner.const === undefined || form !== undefined ? [] : [inner.const]);
    const shown = values.map((value) => `\`${String(value)}\``).join(', ');
    const choice =
      values.length === 1
        ? `Always ${shown}.`
        : values.length > 1 && values.length <= 12
          ? `One of ${shown}.`
          : '';
    const { description = '' } = inner;
    const fallback =
      inner.default === undefined || typeof inner.default === 'object' || description.includes('(default')
        ? ''
        : `Default \`${String(inner.default)}\`.`;
    const text = [description.replace(/[^.]$/, '$&.'), choice, fallback]
      .filter((part) => part !== '')
      .join(' ');
    yield [here, { text: form === undefined ? text : `\`${form}\`: ${text}`, must: must(key) }];
    yield* keys(inner, here);
  }
}
