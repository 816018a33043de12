import { JsonPlaces } from '../json/places';
import type { AssemblyPath, Place } from '../proof/finding';
import type { Model } from '../proof/model';
import { recent } from '../proof/recent';
import { utf8 } from '../text/utf8';
import { shown } from './limits';
import { uriOf } from './uri';

/** A place as people and machines read it. Lines and columns count from 1. */
export interface Location {
  /** As it can be shown, see {@link ShownFile}. */
  readonly file: string;
  readonly uri?: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** JSON pointer in a synthesized file, path of keys in a manifest, or address in a plan. */
  readonly pointer: string | undefined;
}

interface ShownFile {
  readonly file: string;
  /** The exact path, percent-encoded, of a file that cannot be shown under its name. */
  readonly uri?: string;
}

/** How a file is called in every format. Its name can hold anything but a slash, line breaks and colours too. */
export function shownFile(name: string): ShownFile {
  const file = shown(name);
  return file === name ? { file } : { file, uri: uriOf(name) };
}

/**
 * Looks places up in the texts that the model was made of. Lines and pointers are computed here and nowhere else, so a run without a
 * finding never pays for them; each text is indexed once, so a run with very many findings does not pay for it again with each.
 */
export function locator(model: Model): (place: Place) => Location {
  const known = new Map<string, Location>();
  const indexes = new Map<string, JsonPlaces | undefined>();
  const places = (file: string): JsonPlaces | undefined => {
    if (!indexes.has(file)) indexes.set(file, indexOf(file, model));
    return indexes.get(file);
  };
  return (place) => {
    const key = JSON.stringify(place);
    const location = known.get(key) ?? shownPlace(locate(place, model, places));
    known.set(key, location);
    return location;
  };
}

/**
 * The same without line and column, for what is shown in large numbers. A chain leads through two or three files, the next one through the
 * same or through its neighbours: only the last few are kept in mind.
 */
export function whereabouts(model: Model): (place: Place) => Location {
  const places = recent(4, (file: string) => indexOf(file, model));
  return (place) =>
    shownPlace(
      place.kind === 'assembly'
        ? { ...nowhere(place.file), pointer: pointerOf(place, places) }
        : { ...locateOther(place), line: undefined, column: undefined },
    );
}

/** The one place where what a file, a key or an address is called becomes what is shown. */
const shownPlace = ({ file, line, column, pointer }: Location): Location => ({
  ...shownFile(file),
  line,
  column,
  pointer: pointer && shown(pointer),
});

type Indexes = (file: string) => JsonPlaces | undefined;

const indexOf = (file: string, { assembly }: Model): JsonPlaces | undefined => {
  const bytes = assembly.sources.get(file);
  const text = bytes && utf8(bytes);
  return text === undefined ? undefined : new JsonPlaces(text);
};

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
