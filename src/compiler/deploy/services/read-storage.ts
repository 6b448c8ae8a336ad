/** What a service's containers find on their disks: volumes, empty folders, folders of the node, configuration files. */
import type { Fields } from './fields.ts';
import type { ReadOptions } from './read-services.ts';
import type { FileSpec, HostPathSpec, ScratchSpec, VolumeSpec } from './service-spec.ts';

const ABSOLUTE = /^\/(?!.*(^|\/)\.\.(\/|$))[^:\s]*$/;
const ABSOLUTE_WORDS = 'an absolute path';

/** `{ size, mount, storage_class, access }`. */
export function readVolume(given: Fields): VolumeSpec | undefined {
  const one = given.inside('volume')?.only('size', 'mount', 'storage_class', 'access');
  if (!one) return undefined;
  if (!one.has('size')) one.tell(['size'], 'is missing: a size, such as 10Gi');
  return {
    sizeMib: one.memory('size') ?? 0,
    mount: one.needed('mount', ABSOLUTE, ABSOLUTE_WORDS),
    storageClass: one.text('storage_class', /^[a-z0-9][a-z0-9.-]*$/, 'the name of a StorageClass'),
    access: one.choice('access', ['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod']) ?? 'ReadWriteOnce',
  };
}

/** Folder → its greatest size, or nothing. */
export function readScratch(given: Fields): readonly ScratchSpec[] {
  const all = given.inside('scratch');
  return (all?.keys() ?? []).map(mount => {
    if (!ABSOLUTE.test(mount)) all!.tell([mount], `is not ${ABSOLUTE_WORDS}`);
    return { mount, sizeMib: all!.memory(mount) };
  });
}

/** A list of `{ path, mount, read_only }`; the node's path is also the container's where none is given. */
export const readHostPaths = (given: Fields): readonly HostPathSpec[] =>
  given.each('host_paths').map(one => {
    one.only('path', 'mount', 'read_only');
    const path = one.needed('path', ABSOLUTE, ABSOLUTE_WORDS);
    return {
      path,
      mount: one.text('mount', ABSOLUTE, ABSOLUTE_WORDS) ?? path,
      readOnly: one.flag('read_only') ?? true,
    };
  });

/** Where the container finds it → its text, or `{ from: a file beside ferris.yaml }`. */
export function readFiles(
  given: Fields,
  config: Readonly<Record<string, string>>,
  { readFile }: ReadOptions,
): readonly FileSpec[] {
  const all = given.inside('files');
  const taken = new Set(Object.keys(config));
  return (all?.keys() ?? []).map(mount => {
    const key = mount.split('/').at(-1)!;
    if (!ABSOLUTE.test(mount) || !/^[A-Za-z0-9._-]+$/.test(key))
      all!.tell([mount], 'is not the absolute path of a file');
    if (taken.has(key)) all!.tell([mount], `is called ${key}, as another file or entry of config is`);
    taken.add(key);
    if (typeof all!.value(mount) !== 'object') return { mount, key, text: all!.needed(mount, undefined, 'its text') };
    const one = all!.inside(mount)?.only('from');
    const from = one?.needed('from', /\S/, 'a file beside ferris.yaml') ?? '';
    const text = from === '' ? '' : readFile(from);
    if (text === undefined) one?.tell(['from'], `cannot be read: ${from}`);
    return { mount, key, text: text ?? '' };
  });
}

/** Two things in one place are refused by Kubernetes. */
export function tellSharedMounts(given: Fields, mounted: readonly { readonly mount: string }[]): void {
  const seen = new Set<string>();
  for (const { mount } of mounted) {
    if (mount !== '' && seen.has(mount)) given.tell([], `mounts two things at ${mount}`);
    seen.add(mount);
  }
}
