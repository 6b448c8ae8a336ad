/** The Kafka connector keeps the promises that every connector makes. */
import { conformance } from '../unit/connectors/conformance.ts';
import { open } from './broker.ts';

conformance('kafka', () => open(), { wakesWithin: 500 });
