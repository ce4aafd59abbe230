import { setImmediate as turn } from 'node:timers/promises'

/** What the Workers runtime has and Node hasn't: a body of an announced length, which it must keep. */
class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(length: number) {
    let bytes = 0
    super({
      transform(chunk, controller) {
        bytes += chunk.length
        if (bytes > length) throw new TypeError('More bytes than announced')
        controller.enqueue(chunk)
      },
      flush() {
        if (bytes < length) throw new TypeError('Fewer bytes than announced')
      },
    })
  }
}

const SLOW_CALLS = ['digest', 'importKey', 'sign', 'verify'] as const
let slowCalls = 0

/**
 * Makes this thread a place where the Worker's code can run and nothing but the scheduler decides
 * what comes first. Signing and hashing are done by other threads of Node: they are counted, so
 * that `settle` can wait for them.
 */
export function prepareRuntime(now: () => number): void {
  Object.assign(globalThis, { FixedLengthStream })
  Date.now = now
  // Most of what the Worker logs here is that the simulation let it fail, and writing costs time.
  Object.assign(console, { info() {}, warn() {}, error() {} })
  for (const name of SLOW_CALLS) {
    const call: (...args: never[]) => Promise<unknown> = crypto.subtle[name].bind(crypto.subtle)
    const counted = (...args: never[]) => {
      slowCalls += 1
      return call(...args).finally(() => {
        slowCalls -= 1
      })
    }
    Object.defineProperty(crypto.subtle, name, { value: counted })
  }
}

/** Resolves when everything that can go on by itself has done so. */
export async function settle(): Promise<void> {
  do await turn()
  while (slowCalls > 0)
}
