/** What to do where hints contradict each other. */
import { defineCategory, defineHint } from '../define.ts';
import { oneOf } from '../types/choice.ts';

export const conflictResolution = defineCategory({
  name: 'conflict_resolution',
  title: 'Conflict resolution',
  doc: 'What to do where hints contradict each other.',
  hints: [
    defineHint({
      key: 'conflict_resolution',
      type: oneOf({
        override_with_comment: 'The service level wins; the overridden hint is reported and noted in the manifest',
        fail: 'A contradiction is an error, as without this hint',
      }),
      doc: 'What to do where a service level and a way to save cost contradict each other.',
      example: 'override_with_comment',
    }),
  ],
});
