/** What two spellings of a key have in common: `KEY_FORMAT`, `key-format` and `key.format` are one. */
export const looseKey = (key: string): string => key.toLowerCase().replace(/[_-]/g, '.');
