/** When reading slows down because the work behind it is too slow. */
import { defineCategory, defineHint } from '../define.ts';
import { boolean } from '../types/choice.ts';
import { decimal } from '../types/number.ts';

export const backpressure = defineCategory({
  name: 'backpressure',
  title: 'Backpressure',
  doc: 'When reading slows down because the work behind it cannot keep up.',
  hints: [
    defineHint({
      key: 'backpressure.enabled',
      type: boolean(
        'Reading pauses while buffers are full',
        'It pauses all the same: buffers never grow without bound',
      ),
      doc: 'Whether reading pauses while the work behind it cannot keep up.',
      example: 'true',
      defaults: { realtime: 'true' },
    }),
    defineHint({
      key: 'backpressure.threshold',
      type: decimal({ min: 0, max: 1, above: true }),
      doc: 'How full the buffer of results that wait to be sent (`buffer.memory`, 8 MiB) is when reading pauses; 0.8 is 80 %.',
      example: '0.8',
      defaults: { realtime: '0.8' },
    }),
  ],
});
