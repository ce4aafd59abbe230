/** The bytes from one place to another, as far as the file has them. */
export type ReadBetween = (from: number, to: number) => Promise<Uint8Array>

const ID3V1_BYTES = 128
const APE_FOOTER_BYTES = 32
const APE_MARK = 'APETAGEX'
const APE_HAS_HEADER = 0x8000_0000
/** An item's length and flags, a name of a letter, and the byte that ends it. */
const APE_ITEM_BYTES_MIN = 10

/** Of an ID3v1 or APE tag that ends here; 0 without one. */
export async function tagBytesBefore(end: number, between: ReadBetween): Promise<number> {
  const tail = await between(end - ID3V1_BYTES, end)
  if (textIn(tail, -ID3V1_BYTES, 3) === 'TAG') return ID3V1_BYTES
  if (textIn(tail, -APE_FOOTER_BYTES, APE_MARK.length) !== APE_MARK) return 0
  const footer = viewOf(tail.subarray(-APE_FOOTER_BYTES))
  const hasHeader = footer.getUint32(20, true) >= APE_HAS_HEADER
  const bytes = footer.getUint32(12, true) + (hasHeader ? APE_FOOTER_BYTES : 0)
  const head = await between(end - bytes, end - bytes + APE_FOOTER_BYTES)
  return beginsApeTag(head, { bytes, hasHeader }) ? bytes : 0
}

/** A footer that lies about its tag's length would take the sound with it. */
function beginsApeTag(head: Uint8Array, tag: { bytes: number; hasHeader: boolean }): boolean {
  if (head.length < APE_FOOTER_BYTES) return false
  if (tag.hasHeader) return textIn(head, -head.length, APE_MARK.length) === APE_MARK
  const itemsBytes = tag.bytes - APE_FOOTER_BYTES
  return itemsBytes === 0 || viewOf(head).getUint32(0, true) <= itemsBytes - APE_ITEM_BYTES_MIN
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length)
}

function textIn(bytes: Uint8Array, at: number, length: number): string {
  const from = bytes.length + at
  return from < 0 ? '' : String.fromCharCode(...bytes.subarray(from, from + length))
}
