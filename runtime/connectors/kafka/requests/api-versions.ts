/** ApiVersions: which requests, in which versions, a broker takes. */
import type { RequestKind } from '../wire/request.ts';

export interface VersionRange {
  readonly key: number;
  readonly oldest: number;
  readonly newest: number;
}

export const apiVersions: RequestKind<void, { readonly error: number; readonly ranges: readonly VersionRange[] }> = {
  name: 'ApiVersions',
  key: 18,
  version: 0,
  write: () => {},
  read: from => ({
    error: from.int16(),
    ranges: from.array(() => ({ key: from.int16(), oldest: from.int16(), newest: from.int16() })),
  }),
};
