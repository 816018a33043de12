import { escaped } from './escaped';

/**
 * A text for a message in which letters that look alike matter: quoted, what is not ASCII as escapes, clipped where it would fill the
 * page.
 */
export function inAscii(text: string): string {
  const clipped = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  return JSON.stringify(clipped).replace(/[^ -~]/g, escaped);
}
