type Call = (...given: number[]) => number

/** The minified names of what a module exports; `start` is called first. */
export type ExportNames<Name extends string> = Record<Name | 'memory' | 'start', string>

/** The minified names of what it imports. It asks for the rest only when it gives up. */
export type ImportNames = { resize: string; maths?: Readonly<Record<string, Call>> }

export type OpenWasm<Name extends string> = Record<Name, Call> & { memory: WebAssembly.Memory }

const PAGE_BYTES = 64 * 1024

/**
 * An instance for one sound: what a broken sound does to it, no other sound sees. Its memory grows up to its own
 * maximum. Throws a RuntimeError when it gives up.
 */
export function openWasm<Name extends string>(
  compiled: WebAssembly.Module,
  { exports, imports }: { exports: ExportNames<Name>; imports: ImportNames },
): OpenWasm<Name> {
  const resize: Call = (bytes = 0) => {
    const missing = (bytes >>> 0) - open.memory.buffer.byteLength
    try {
      open.memory.grow(Math.ceil(missing / PAGE_BYTES))
      return 1
    } catch {
      return 0
    }
  }
  const known: Record<string, Call> = { ...imports.maths, [imports.resize]: resize }
  const given = WebAssembly.Module.imports(compiled).map(({ name }) => [
    name,
    known[name] ?? giveUp,
  ])
  const instance = new WebAssembly.Instance(compiled, { a: Object.fromEntries(given) })
  const named = Object.entries(exports).map(([name, short]) => [
    name,
    instance.exports[String(short)],
  ])
  // The modules are of pinned versions, whose names these are, and a test decodes with each.
  const open = Object.fromEntries(named) as OpenWasm<Name | 'start'>
  open.start()
  return open
}

function giveUp(): never {
  throw new WebAssembly.RuntimeError('The decoder gave up')
}

/** Numbers of 32 bits that a module writes to, in a row. */
export class Cells {
  readonly at: number
  readonly #memory: WebAssembly.Memory

  constructor({ memory, malloc }: OpenWasm<'malloc'>, count: number) {
    this.#memory = memory
    this.at = malloc(count * 4)
    new Uint8Array(memory.buffer, this.at, count * 4).fill(0)
  }

  /** Where a cell lies. */
  place(index: number): number {
    return this.at + index * 4
  }

  get(index: number): number {
    return new DataView(this.#memory.buffer).getUint32(this.place(index), true)
  }

  set(index: number, value: number): void {
    new DataView(this.#memory.buffer).setUint32(this.place(index), value, true)
  }
}
