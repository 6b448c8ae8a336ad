/** Bytes as a person or a program reads them. */

/** Text in UTF-8; of other bytes their Base64. */
export type ByteText = { readonly text: string } | { readonly base64: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function byteText(bytes: Uint8Array | null): ByteText | null {
  if (bytes === null) return null;
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
