import { shorten } from '../text/shorten';
import type { Finding } from './finding';
import type { Model } from './model';
import { type Owner, Ownership } from './ownership';
import type { Trace } from './trace';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * Says beside the ids of what drifted whose they are, as far as the manifest and the other stacks' plans know: that a client was let into
 * another tenant's division must not look like any other change. Only the message says it: the subject stays, and so does a waiver of it.
 */
export function withNamedIds(
  findings: readonly Finding[],
  model: Model,
  traces: readonly Trace[],
): readonly Finding[] {
  if (findings.every(({ rule }) => rule !== 'drifted-grant')) return findings;
  const names = namesOf(model, traces);
  return findings.map((finding) => {
    if (finding.rule !== 'drifted-grant') return finding;
    const ids = new Set(finding.values.what.match(uuid)?.map((id) => id.toLowerCase()));
    const known = [...ids].flatMap((id) => names(id) ?? []);
    return known.length === 0
      ? finding
      : { ...finding, values: { ...finding.values, known: known.join('; ') } };
  });
}

function namesOf(model: Model, traces: readonly Trace[]): (id: string) => string | undefined {
  const ownership = new Ownership(model.manifest);
  const held = new Map<string, string>();
  // Shortened: each of very many findings can tell each of very many ids.
  for (const trace of traces)
    for (const { id, address } of trace.held) held.set(id, `${shorten(address, 200)} of ${trace.stackName}`);
  return (id) => {
    const [owner] = ownership.ownersOf(id);
    const name = owner ? named(owner) : held.get(id);
    return name === undefined ? undefined : `${id} is ${name}`;
  };
}

/** Whose a division is by the manifest, in words. */
export function named(owner: Owner): string {
  switch (owner.kind) {
    case 'home':
      return `the home division of ${owner.org}`;
    case 'shared':
      return `the shared division ${owner.division} of ${owner.org}`;
    case 'tenant':
      return `the division ${owner.division} of ${owner.org}/${owner.tenant}`;
  }
}
