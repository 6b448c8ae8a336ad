/** What the head of a file says about it. */
import { text } from '../../properties/types/text.ts';
import { type AnnotationGroup, defineAnnotation } from '../define.ts';
import { bracketList } from '../types.ts';

export const header: AnnotationGroup = {
  title: 'The file',
  doc: 'They stand at the head of a file and say what it is: shown by tools, and labels of what is deployed.',
  annotations: [
    defineAnnotation({
      name: 'SQL Application',
      aliases: ['@app', '@application'],
      scope: 'file',
      type: text('the name of the application', '<name>'),
      doc: 'What the statements of this file are together. Deployments are named after their job, else after the file; this is for people.',
      example: 'Real-Time Trading Analytics',
    }),
    defineAnnotation({
      name: 'Version',
      aliases: ['@version'],
      scope: 'either',
      type: text('a version', '<version>'),
      doc: 'Which state of the application this is. `DEPLOY JOB … VERSION` says it for a job.',
      example: '1.2.0',
    }),
    defineAnnotation({
      name: 'Description',
      aliases: ['@description'],
      scope: 'either',
      type: text('what it is for, in a sentence', '<sentence>'),
      doc: 'What the file or the statement below it is for; several lines make one text.',
      example: 'Price alerts of the trading desk',
      repeats: true,
    }),
    defineAnnotation({
      name: 'Author',
      aliases: ['@author', '@owner'],
      scope: 'either',
      type: text('who to ask', '<name>'),
      doc: 'Whom to ask about it: a person or a team, each on a line.',
      example: 'Market Data Team',
      repeats: true,
    }),
    defineAnnotation({
      name: 'Dependencies',
      aliases: ['@depends_on', '@dependencies'],
      scope: 'either',
      type: text('what must be there first', '<names>'),
      doc: 'What must be there before it runs: topics, tables, other applications, configuration files.',
      example: 'kafka-sensors, kafka-alerts',
      repeats: true,
    }),
    defineAnnotation({
      name: 'Data Sources',
      scope: 'file',
      type: text('where its data comes from', '<names>'),
      doc: 'Where the data comes from, for people; the statements say it for the program.',
      example: 'market_data (Kafka), instruments (file)',
      repeats: true,
    }),
    defineAnnotation({
      name: 'Tag',
      aliases: ['@tag', '@tags'],
      scope: 'either',
      type: text('key:value', '<key>:<value>'),
      doc: 'A label, as `key:value`. A file may have many.',
      example: 'environment:production',
      repeats: true,
    }),
    defineAnnotation({
      name: '@phase',
      scope: 'file',
      type: text('a stage', '<stage>'),
      doc: 'How far the application is on its way: development, staging, production.',
      example: 'production',
    }),
    defineAnnotation({
      name: '@compliance',
      scope: 'file',
      type: bracketList(text('a regulation'), 'regulations, comma-separated'),
      doc: 'The regulations it has to keep.',
      example: 'MiFID-II, SEC-Rule-613',
    }),
    defineAnnotation({
      name: '@data_retention',
      scope: 'file',
      type: text('how long', '<duration>'),
      doc: 'How long its results are to be kept.',
      example: '30d',
    }),
  ],
};
