import type { Check, Section } from './check';

/** What is shorter is no secret, and would tear other texts apart. */
const shortest = 8;

/**
 * Every secret and every token of one run, of all its identities: an org can send back to one what it was sent by another, or before a
 * token was renewed. Whoever writes something down takes it through here.
 */
export class Secrets {
  private readonly known = new Set<string>();

  /** Remembers a secret or a token. What is no text is none. */
  add(secret: unknown): void {
    if (typeof secret === 'string' && secret.length >= shortest) this.known.add(secret);
  }

  /** Remembers the secret of a client, also as the Basic header carries it. */
  addClient(clientId: string, clientSecret: string): void {
    this.add(clientSecret);
    this.add(Buffer.from(`${clientId}:${clientSecret}`).toString('base64'));
  }

  /** The text without them. */
  cleanedText(text: string): string {
    // The longest first: one secret can be part of another.
    return [...this.known]
      .sort((a, b) => b.length - a.length)
      .reduce((left, secret) => left.replaceAll(secret, 'removed'), text);
  }

  /** A value as JSON has it, without them in any text or key. @throws RangeError for what is nested without end */
  cleaned(value: unknown): unknown {
    if (typeof value === 'string') return this.cleanedText(value);
    if (Array.isArray(value)) return value.map((one) => this.cleaned(one));
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, one]) => [this.cleanedText(key), this.cleaned(one)]),
        )
      : value;
  }

  /** A section without them. What an org sends was cleaned when it came; a token can have been issued since. */
  cleanedSection(section: Section): Section {
    const cleaned = (check: Check): Check => ({
      ...check,
      subject: this.cleanedText(check.subject),
      expected: this.cleanedText(check.expected),
      seen: this.cleanedText(check.seen),
    });
    return { ...section, checks: section.checks.map(cleaned) };
  }
}
