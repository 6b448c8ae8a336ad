/** A short name for a text: the 64-bit FNV-1a hash of its UTF-16 units, in letters and digits. For telling apart, not for secrets. */
export function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(36).padStart(13, '0');
}
