/** How records are made up for a test. */
import { text } from '../../properties/types/text.ts';
import { type AnnotationGroup, defineAnnotation } from '../define.ts';

export const testData: AnnotationGroup = {
  title: 'Test data',
  doc: 'How records are made up for a test of the file. They are read by data generators.',
  annotations: [
    defineAnnotation({
      name: '@data.<name>',
      scope: 'either',
      type: text('how values are made up', '<how>'),
      doc: 'How the values of a column are made up, its type, or how many records there are.',
      example: 'range [1, 100]',
      repeats: true,
    }),
  ],
};
