const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Whether a text is an id as Genesys Cloud gives it to divisions, roles and OAuth clients: a UUID (every one in the plans recorded with
 * provider 1.84.1, 2026-11-23). Any other, put into the path of a request, can lead to another object than the text says.
 */
export const isObjectId = (text: string): boolean => uuid.test(text);

/**
 * Whether an id of any type stands for itself alone in the path of a request. One with another's id in it and a `?` behind could lead to that
 * other's object, and be told apart from it by everybody who compares the two.
 */
export const standsForItself = (id: string): boolean => /^[\w-]+$/.test(id);

/**
 * Whether an id of any kind stays where its kind lies: a name, or several with slashes between (`<id of a table>/<key of a row>`), none of which leads up, out or
 * elsewhere. The provider puts it into the path of a request, and takes that of an export for a folder, of which it deletes all that is in it, or for
 * a file (deleteTfExport and deleteBcpTfExporter, read 2026-11-28).
 */
export const staysWithin = (id: string): boolean =>
  standsForItself(id) ||
  (!/[?#%\\\p{C}]|^\s|\s$/u.test(id) && id.split('/').every((part) => !/^[\s.]*$/.test(part)));
