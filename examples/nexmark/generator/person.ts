/** A person who has come to sell or to bid. */
import { personAt } from './ids.ts';
import { padding, type Random, words } from './random.ts';

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly emailAddress: string;
  readonly creditCard: string;
  readonly city: string;
  readonly state: string;
  /** ISO 8601 in UTC, as all times here. */
  readonly dateTime: string;
  readonly extra: string;
}

/** Of the JSON, on average. */
const BYTES = 300;
// Few of each, so that queries find something among few persons.
const FIRST_NAMES = ['Peter', 'Paul', 'Luke', 'John', 'Saul', 'Vicky', 'Kate', 'Julie', 'Sarah', 'Deiter', 'Walter'];
const LAST_NAMES = ['Shultz', 'Abrams', 'Spencer', 'White', 'Bartels', 'Walton', 'Smith', 'Jones', 'Noris'];
const CITIES = [
  'Phoenix',
  'Los Angeles',
  'San Francisco',
  'Boise',
  'Portland',
  'Bend',
  'Redmond',
  'Seattle',
  'Kent',
  'Cheyenne',
];
const STATES = ['AZ', 'CA', 'ID', 'OR', 'WA', 'WY'];

export function personOf(event: number, random: Random, dateTime: string): Person {
  const fourDigits = () => String(random.below(10_000)).padStart(4, '0');
  const person = {
    id: personAt(event),
    name: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    emailAddress: `${words(random, 7).replaceAll(' ', '.')}@${random.letters(5)}.com`,
    creditCard: [fourDigits(), fourDigits(), fourDigits(), fourDigits()].join(' '),
    city: random.pick(CITIES),
    state: random.pick(STATES),
    dateTime,
  };
  return { ...person, extra: padding(random, BYTES, person) };
}
