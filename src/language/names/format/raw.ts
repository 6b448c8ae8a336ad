/** format = 'raw' or 'string': one column and nothing around it. */
import type { FormatBuilder } from './asked.ts';
import { charsetOf } from './charset.ts';

export const rawFormat: FormatBuilder = asked => {
  const order = asked.property('raw.endianness')?.text;
  return {
    kind: 'raw',
    ...(order !== undefined && /^little/i.test(order) ? { littleEndian: true } : {}),
    ...charsetOf(asked.property('encoding')?.text),
  };
};
