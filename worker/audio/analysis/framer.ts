/** Cuts a stream of samples into overlapping frames. `take` gets a view that is valid until it returns. */
export class Framer {
  readonly #held: Float32Array
  readonly #size: number
  readonly #hop: number
  readonly #take: (frame: Float32Array) => void
  #length = 0

  constructor(size: number, hop: number, take: (frame: Float32Array) => void) {
    this.#held = new Float32Array(2 * size)
    this.#size = size
    this.#hop = hop
    this.#take = take
  }

  add(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const taken = samples.subarray(at, at + this.#held.length - this.#length)
      this.#held.set(taken, this.#length)
      this.#length += taken.length
      at += taken.length
      this.#takeFrames()
    }
  }

  #takeFrames(): void {
    let start = 0
    for (; start + this.#size <= this.#length; start += this.#hop) {
      this.#take(this.#held.subarray(start, start + this.#size))
    }
    this.#held.copyWithin(0, start, this.#length)
    this.#length -= start
  }
}
