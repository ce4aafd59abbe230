/** Answers exactly this part of a file; the part is within it. */
export type ReadPart = (offset: number, length: number) => Promise<Uint8Array>

const NEAR_BYTES = 4 * 1024

/** Answers parts of a file, at most `NEAR_BYTES` each, and shorter at its end. What is near one another is read at once. */
export function openNearReader(size: number, read: ReadPart): ReadPart {
  let [start, held] = [0, new Uint8Array()]
  return async (offset, length) => {
    const end = Math.min(offset + length, size)
    if (end <= offset) return new Uint8Array()
    if (offset < start || end > start + held.length) {
      start = offset
      held = new Uint8Array(await read(offset, Math.min(NEAR_BYTES, size - offset)))
    }
    return held.subarray(offset - start, end - start)
  }
}
