import { JsonPlaces } from '../json/places';
import type { AssemblyPath, Place } from '../proof/finding';
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
 * Looks places up in the texts that the model was made of. Lines and pointers are computed here and nowhere else, so a run without a
 * finding never pays for them; each text is indexed once, so a run with very many findings does not pay for it again with each.
 */
export function locator(model: Model): (place: Place) => Location {
  const known = new Map<string, Location>();
  const places = indexes(model);
  return (place) => {
    const key = JSON.stringify(place);
    const location = known.get(key) ?? locate(place, model, places);
    known.set(key, location);
    return location;
  };
}

/** The same without line and column, for what is shown in large numbers: only the file that was asked about last is kept in mind. */
export function whereabouts(model: Model): (place: Place) => Location {
  let places = indexes(model);
  let last = '';
  return (place) => {
    if (place.kind !== 'assembly') return { ...locateOther(place), line: undefined, column: undefined };
    if (place.file !== last) places = indexes(model);
    last = place.file;
    return { ...nowhere(place.file), pointer: pointerOf(place, places) };
  };
}

type Indexes = (file: string) => JsonPlaces | undefined;

/** The synthesized files, each indexed when it is first asked for. */
function indexes({ assembly }: Model): Indexes {
  const known = new Map<string, JsonPlaces>();
  return (file) => {
    const text = assembly.sources.get(file);
    const index = known.get(file) ?? (text === undefined ? undefined : new JsonPlaces(text));
    if (index !== undefined) known.set(file, index);
    return index;
  };
}

const nowhere = (file: string): Location => ({
  file,
  line: undefined,
  column: undefined,
  pointer: undefined,
});

function pointerOf({ file, offset }: AssemblyPath, places: Indexes): string | undefined {
  return offset === undefined ? undefined : places(file)?.pointer(offset) || undefined;
}

function locate(place: Place, model: Model, places: Indexes): Location {
  switch (place.kind) {
    case 'assembly': {
      const index = places(place.file);
      if (index === undefined || place.offset === undefined) return nowhere(place.file);
      return {
        file: place.file,
        ...index.position(place.offset),
        pointer: pointerOf(place, places),
      };
    }
    case 'manifest': {
      const text = model.manifest.sources.get(place.file);
      const position = text === undefined ? undefined : positionOf(text, place.path);
      return { ...locateOther(place), line: position?.line, column: position?.column };
    }
    case 'plan':
      return locateOther(place);
  }
}

function locateOther(place: Exclude<Place, { kind: 'assembly' }>): Location {
  const pointer =
    place.kind === 'plan' ? place.address : place.path.length > 0 ? `/${place.path.join('/')}` : '';
  return { ...nowhere(place.file), pointer: pointer || undefined };
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
