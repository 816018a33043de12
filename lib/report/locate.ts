import { JsonPlaces } from '../json/places';
import type { Place } from '../proof/finding';
import type { Model } from '../proof/model';

/** A place as people and machines read it. Lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** JSON pointer in a synthesized file, or path of keys in a manifest. */
  readonly pointer: string | undefined;
}

/**
 * Looks places up in the texts that the model was made of. Lines are computed here and nowhere else, so a run without a finding never
 * pays for them; each text is indexed once, so a run with very many findings does not pay for it again with each.
 */
export function locator(model: Model): (place: Place) => Location {
  const known = new Map<string, Location>();
  const texts = new Map<string, JsonPlaces>();
  return (place) => {
    const key = JSON.stringify(place);
    const location = known.get(key) ?? locate(place, model, texts);
    known.set(key, location);
    return location;
  };
}

function locate(place: Place, model: Model, texts: Map<string, JsonPlaces>): Location {
  switch (place.kind) {
    case 'assembly': {
      const text = model.assembly.sources.get(place.file);
      if (text === undefined || place.offset === undefined) {
        return { file: place.file, line: undefined, column: undefined, pointer: place.pointer || undefined };
      }
      const places = texts.get(place.file) ?? new JsonPlaces(text);
      texts.set(place.file, places);
      const pointer = places.pointer(place.offset) ?? place.pointer;
      return { file: place.file, ...places.position(place.offset), pointer: pointer || undefined };
    }
    case 'manifest': {
      const text = model.manifest.sources.get(place.file);
      const position = text === undefined ? undefined : positionOf(text, place.path);
      const pointer = place.path.length > 0 ? `/${place.path.join('/')}` : undefined;
      return { file: place.file, line: position?.line, column: position?.column, pointer };
    }
    case 'plan':
      return { file: place.file, line: undefined, column: undefined, pointer: place.address };
  }
}

/** A place without line and column: file and pointer only, which cost nothing. */
export function whereabouts(place: Place): Location {
  const pointer =
    place.kind === 'assembly'
      ? place.pointer
      : place.kind === 'plan'
        ? place.address
        : `/${place.path.join('/')}`;
  return { file: place.file, line: undefined, column: undefined, pointer: pointer || undefined };
}

/** The nearest place that exists: a finding may be about what a file does not say. */
function positionOf(
  text: string,
  path: readonly (string | number)[],
): { line: number; column: number } | undefined {
  // Only loaded when there is something to report.
  const { locate: find } = require('../manifest/positions') as typeof import('../manifest/positions');
  for (let length = path.length; length >= 0; length--) {
    const position = find(text, path.slice(0, length));
    if (position !== undefined) return position;
  }
  return undefined;
}

/** `file:line:column`, as terminals and editors link it. */
export const showLocation = ({ file, line, column }: Location): string =>
  line === undefined ? file : `${file}:${line}:${column ?? 1}`;
