import data from './data/division-hints.json';

/** What the API description lets one guess about a permission's division-awareness. */
type DivisionHint =
  /** Its operations take or check divisions. */
  | 'likely'
  /** Some of its models mention a division. */
  | 'possible'
  /** Nothing says so, or the permission is unknown. */
  | 'none';

let hints: ReadonlyMap<string, DivisionHint> | undefined;

/**
 * A guess at a permission's awareness, by which the emulated org goes. Never a proof: only the permission catalogue of the live org knows.
 */
export function divisionHint(permission: string): DivisionHint {
  hints ??= new Map<string, DivisionHint>([
    ...data.likely.map((name): [string, DivisionHint] => [name, 'likely']),
    ...data.possible.map((name): [string, DivisionHint] => [name, 'possible']),
  ]);
  return hints.get(permission) ?? 'none';
}
