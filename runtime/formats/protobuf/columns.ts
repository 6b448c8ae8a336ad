/** Which field of a message a column is. */
import type { WireField } from '../../../src/language/schemas/proto-wire.ts';

/** The field of exactly this name, else one that differs only in case: its place, or -1. */
export function fieldFinder(fields: readonly WireField[]): (name: string) => number {
  return name => {
    const exact = fields.findIndex(field => field.name === name);
    return exact >= 0 ? exact : fields.findIndex(field => field.name.toLowerCase() === name.toLowerCase());
  };
}
