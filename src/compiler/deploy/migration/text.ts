/** A migration for people: as a report, and as the README of its folder. */
import { OWN_FILE } from '../layouts/layout.ts';
import type { Migration, Step } from './migration.ts';

/** @param from what runs today, in a few words */
export function migrationText(migration: Migration, from: string): string {
  const { decisions, warnings, steps, rollback } = migration;
  return `${[
    `🎯 Migration of ${from}`,
    ...decisions.map(one => `✅ ${one}`),
    ...warnings.map(one => `⚠️  ${one}`),
    ...steps.flatMap((step, i) => ['', ...stepText(step, `${i + 1}. `)]),
    '',
    'The way back, until it is decommissioned:',
    ...rollback.flatMap((step, i) => ['', ...stepText(step, `${letter(i)}. `)]),
  ].join('\n')}\n`;
}

const letter = (i: number): string => String.fromCharCode(97 + i);

const stepText = ({ title, why, commands }: Step, number: string): readonly string[] => [
  `${number}${title}`,
  ...why.map(one => `   ${one}`),
  ...commands.map(one => `   $ ${one}`),
];

/** Markdown. */
export function migrationReadme(migration: Migration, from: string): string {
  const { decisions, warnings, steps, rollback } = migration;
  return `${[
    `<!-- ${OWN_FILE} generate-migration. -->`,
    `# Migration of ${from}`,
    '',
    ...decisions.map(one => `- ${one}`),
    ...(warnings.length > 0 ? ['', '**Look at this first:**', '', ...warnings.map(one => `- ${one}`)] : []),
    '',
    'Commands are for a shell in this folder, one at a time. `kafka-consumer-groups.sh` and `kafka-topics.sh` come with Kafka; brokers that ask who you are need `--command-config client.properties` behind each.',
    ...steps.flatMap((step, i) => ['', `## ${i + 1}. ${step.title}`, ...stepBody(step)]),
    '',
    '# The way back',
    '',
    'Until the old one is decommissioned.',
    ...rollback.flatMap((step, i) => ['', `## ${letter(i)}. ${step.title}`, ...stepBody(step)]),
  ].join('\n')}\n`;
}

const stepBody = ({ why, commands }: Step): readonly string[] => [
  ...(why.length > 0 ? ['', ...why.map(one => `- ${one}`)] : []),
  ...(commands.length > 0 ? ['', '```sh', ...commands, '```'] : []),
];
