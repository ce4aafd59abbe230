import { writeFile } from 'node:fs/promises'

/**
 * Writes `flac.wasm`, `vorbis.wasm` and `opus.wasm` beside this file: `node worker/audio/wasm/extract.ts`. The packages
 * hold their modules as text and compile them when they are used, which the Workers runtime doesn't allow; what else is
 * in them (a parser under the LGPL) is left behind.
 */
export const PACKAGES = {
  flac: '@wasm-audio-decoders/flac',
  vorbis: '@wasm-audio-decoders/ogg-vorbis',
  opus: 'opus-decoder',
}

export type DecoderName = keyof typeof PACKAGES

/** The module of a package, as it is installed, but that its memory begins small. */
export async function extractDecoder(name: DecoderName): Promise<Uint8Array> {
  const { default: Common } = await import(
    inside('@wasm-audio-decoders/common', 'WASMAudioDecoderCommon')
  )
  const { default: Glue } = await import(inside(PACKAGES[name], 'EmscriptenWasm'))
  const compiled: Uint8Array[] = []
  const compile = WebAssembly.compile
  WebAssembly.compile = (bytes) => {
    compiled.push(new Uint8Array(bytes as Uint8Array))
    return compile(bytes)
  }
  try {
    new Common()
    await new Glue(Common).getModule()
  } finally {
    WebAssembly.compile = compile
  }
  // The first that is compiled, if any, unpacks the others.
  const module = compiled.at(-1)
  if (module === undefined) throw new Error(`${PACKAGES[name]} compiled nothing`)
  return withSmallMemory(module)
}

/** By its place: the package exports its root alone. */
function inside(name: string, file: string): string {
  return import.meta.resolve(`../../../node_modules/${name}/src/${file}.js`)
}

/** Pages of 64 KiB. They ask for 16 to 28 MiB at once, of which a song needs a few; `open-wasm.ts` lets it grow. */
const PAGES = 16
const MEMORY_SECTION = 5
const HEADER_BYTES = 8

/** Writes another number of pages over that of the one memory: in as many bytes, so that nothing moves. */
function withSmallMemory(module: Uint8Array): Uint8Array {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const [length, start] = readNumber(module, at + 1)
    if (module[at] === MEMORY_SECTION) {
      // One memory, and flags that say it has a maximum.
      if (module[start] !== 1 || module[start + 1] !== 1) throw new Error('Not the memory we know')
      const [, end] = readNumber(module, start + 2)
      if (end !== start + 4) throw new Error('The pages take another number of bytes')
      const smaller = module.slice()
      smaller.set([PAGES | 0x80, 0], start + 2)
      return smaller
    }
    at = start + length
  }
  throw new Error('No memory')
}

/** LEB128, and where it ends. */
function readNumber(bytes: Uint8Array, from: number): [value: number, end: number] {
  let value = 0
  for (let at = from, shift = 0; ; at += 1, shift += 7) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) << shift
    if (byte < 0x80) return [value, at + 1]
  }
}

if (process.argv[1] === import.meta.filename) {
  for (const name of ['flac', 'vorbis', 'opus'] as const)
    await writeFile(new URL(`${name}.wasm`, import.meta.url), await extractDecoder(name))
}
