/** A UTF-16 unit as JSON and JavaScript spell any of them: `\u00ad`. */
export const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
