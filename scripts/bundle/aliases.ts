/**
 * What bundles have in place of packages that the Kubernetes models bring along: RE2 reads a .wasm file beside itself, which a
 * bundle has not, and the formats of JSON Schema 2019 load Node's deprecated punycode. No schema of Kubernetes needs either.
 */
import path from 'node:path';

const here = (file: string): string => path.join(import.meta.dirname, file);

/** For esbuild's `alias`. */
export const aliases: Readonly<Record<string, string>> = {
  're2-wasm': here('re2.ts'),
  'ajv-formats-draft2019/formats/index.js': here('no-formats.ts'),
  'is-cidr': here('no-cidr.ts'),
};
