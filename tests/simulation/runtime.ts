import { setImmediate as turn } from 'node:timers/promises'

/** A body that must have its announced length. The Workers runtime has this class and Node doesn't. */
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
 * Prepares this thread for the Worker's code, so that only the scheduler decides what comes first. Other
 * threads of Node sign and hash: these calls are counted, so that `settle` can wait for them.
 */
export function prepareRuntime(now: () => number): void {
  Object.assign(globalThis, { FixedLengthStream })
  globalThis.Date = simulatedDate(now)
  // The Worker logs every fault that the simulation makes, and writing takes time.
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

/** `new Date()` is the simulated time, too. */
const simulatedDate = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, given) => Reflect.construct(target, given.length > 0 ? given : [now()]),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })

/** Resolves when no code of this thread can go on by itself. */
export async function settle(): Promise<void> {
  do await turn()
  while (slowCalls > 0)
}
