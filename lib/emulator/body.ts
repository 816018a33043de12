import { isObject } from '../json/plain';
import { badRequest, notEmulated } from './api-error';

/** A JSON object of a request, read field by field. Every reader throws a 400 that names the field. */
export class Body {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  /** @throws ApiError 400 when the body is no object */
  static of(body: unknown): Body {
    if (!isObject(body)) throw badRequest('The body must be a JSON object.');
    return new Body(body);
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string | undefined {
    return this.typed(name, 'string', 'text');
  }

  required(name: string): string {
    const text = this.text(name);
    if (text === undefined || text.trim() === '') throw badRequest(`${name} is required.`);
    return text;
  }

  flag(name: string): boolean | undefined {
    return this.typed(name, 'boolean', 'true or false');
  }

  number(name: string): number | undefined {
    return this.typed(name, 'number', 'a number');
  }

  texts(name: string): readonly string[] | undefined {
    const list = this.list(name);
    if (list === undefined) return undefined;
    return list.map((item) => {
      if (typeof item !== 'string') throw badRequest(`${name} must be a list of texts.`);
      return item;
    });
  }

  objects(name: string): readonly Body[] | undefined {
    return this.list(name)?.map((item) => {
      if (!isObject(item)) throw badRequest(`${name} must be a list of objects.`);
      return new Body(item);
    });
  }

  object(name: string): Body | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : Body.of(value);
  }

  /** The field as it came; `undefined` for null. Own fields only, so `__proto__` and the like are absent. */
  value(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? (this.fields[name] ?? undefined) : undefined;
  }

  /** Refuses every field besides these that asks for something: left out, it would be taken for honoured. */
  only(known: readonly string[], what: string): this {
    for (const [name, value] of Object.entries(this.fields))
      if (!known.includes(name) && asks(value)) throw notEmulated(`${JSON.stringify(name)} in ${what}`);
    return this;
  }

  private list(name: string): readonly unknown[] | undefined {
    const value = this.value(name);
    if (value !== undefined && !Array.isArray(value)) throw badRequest(`${name} must be a list.`);
    return value;
  }

  private typed(name: string, type: 'string', said: string): string | undefined;
  private typed(name: string, type: 'boolean', said: string): boolean | undefined;
  private typed(name: string, type: 'number', said: string): number | undefined;
  private typed(name: string, type: string, said: string): unknown {
    const value = this.value(name);
    if (value !== undefined && typeof value !== type) throw badRequest(`${name} must be ${said}.`);
    return value;
  }
}

/** Whether a field says more than its absence would. SDKs write what is not given as null. */
const asks = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
