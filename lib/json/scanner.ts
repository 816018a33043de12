/** What is wrong with a text, and where. */
export class JsonError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Reads the words of a JSON text one after the other: strings, numbers, the space between them. Throws a {@link JsonError} for what is none. */
export class Scanner {
  protected position = 0;

  /** A leading byte order mark is skipped. */
  constructor(protected readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.position = 1;
  }

  protected string(): string {
    const start = this.position + 1;
    const end = this.text.indexOf('"', start);
    const text = end === -1 ? '' : this.text.slice(start, end);
    if (end === -1 || special.test(text)) return this.unusualString();
    this.position = end + 1;
    return text;
  }

  /** A text with escapes, or one that is none. */
  private unusualString(): string {
    const start = this.position;
    let end = start + 1;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x5c) end++;
      else if (!(code >= 0x20)) {
        this.position = Math.min(end, this.text.length);
        this.fail(
          Number.isNaN(code) ? 'a text is not closed' : 'a control character stands unescaped in a text',
        );
      }
      end++;
    }
    let value: string;
    try {
      value = JSON.parse(this.text.slice(start, end + 1)) as string;
    } catch {
      return this.fail('a text has an escape that JSON does not know');
    }
    if (!isWellFormed(value)) this.fail('a text holds half of a surrogate pair');
    this.position = end + 1;
    return value;
  }

  /** As it is written. */
  protected number(): string {
    const offset = this.position;
    numberPattern.lastIndex = offset;
    const text = numberPattern.exec(this.text)?.[0];
    if (text === undefined) {
      return this.fail(
        offset >= this.text.length ? 'the text ends in the middle' : 'a JSON value is expected',
      );
    }
    this.position += text.length;
    return text;
  }

  protected space(): void {
    const { text } = this;
    let at = this.position;
    for (let code = text.charCodeAt(at); code <= 0x20; code = text.charCodeAt(++at))
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
    this.position = at;
  }

  protected fail(message: string): never {
    throw new JsonError(message, this.position);
  }
}

/** What keeps a text from standing for itself: escapes, control characters, surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const special = /[\\\u0000-\u001f\ud800-\udfff]/;

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

// String.prototype.isWellFormed needs a newer `lib` than Node 20's types give.
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
