export const ID3_HEADER_BYTES = 10

/** With its header and footer (id3.org, ID3v2.4.0 §3.1). Null when there is none. */
export function id3TagBytes(bytes: Uint8Array, offset = 0): number | null {
  const header = bytes.subarray(offset, offset + ID3_HEADER_BYTES)
  if (header.length < ID3_HEADER_BYTES) return null
  const [i, d, three, major = 0, revision, flags = 0, ...size] = header
  if (i !== 0x49 || d !== 0x44 || three !== 0x33) return null
  if (major < 2 || major > 4 || revision === 0xff || (flags & 0x0f) !== 0) return null
  if (size.some((byte) => byte >= 0x80)) return null
  const footerBytes = (flags & 0x10) === 0 ? 0 : ID3_HEADER_BYTES
  return ID3_HEADER_BYTES + size.reduce((total, byte) => total * 128 + byte, 0) + footerBytes
}
