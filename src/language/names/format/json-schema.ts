/** format = 'json-schema': JSON with the registry's framing before it. */
import type { FormatBuilder } from './asked.ts';
import { registryOf } from './registry.ts';

export const jsonSchemaFormat: FormatBuilder = asked => ({ kind: 'json-schema', registry: registryOf(asked) ?? {} });
