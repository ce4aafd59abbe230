/** The Fourier transform of `size` real samples, a power of two: `size / 2 + 1` complex numbers in `re` and `im`. */
export class RealFourier {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly #half: number
  readonly #reversed: Uint32Array
  readonly #cos: Float64Array
  readonly #sin: Float64Array
  readonly #zRe: Float64Array
  readonly #zIm: Float64Array

  constructor(size: number) {
    const half = size / 2
    this.#half = half
    this.re = new Float64Array(half + 1)
    this.im = new Float64Array(half + 1)
    this.#zRe = new Float64Array(half)
    this.#zIm = new Float64Array(half)
    this.#cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size))
    this.#sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size))
    this.#reversed = new Uint32Array(half)
    for (let at = 1; at < half; at += 1) {
      const before = this.#reversed[at >> 1] ?? 0
      this.#reversed[at] = (before >> 1) | (at & 1 ? half >> 1 : 0)
    }
  }

  transform(samples: Float32Array | Float64Array): void {
    // Even samples as real, odd ones as imaginary parts: one transform of half the size does for both.
    for (let at = 0; at < this.#half; at += 1) {
      const from = 2 * (this.#reversed[at] ?? 0)
      this.#zRe[at] = samples[from] ?? 0
      this.#zIm[at] = samples[from + 1] ?? 0
    }
    this.#combine()
    this.#separate()
  }

  #combine(): void {
    const [re, im, cos, sin, half] = [this.#zRe, this.#zIm, this.#cos, this.#sin, this.#half]
    for (let length = 1; length < half; length *= 2) {
      const stride = half / length
      for (let start = 0; start < half; start += 2 * length) {
        for (let k = 0; k < length; k += 1) {
          const a = start + k
          const b = a + length
          const c = cos[k * stride] ?? 0
          const s = sin[k * stride] ?? 0
          const bRe = re[b] ?? 0
          const bIm = im[b] ?? 0
          const tRe = bRe * c - bIm * s
          const tIm = bRe * s + bIm * c
          const aRe = re[a] ?? 0
          const aIm = im[a] ?? 0
          re[a] = aRe + tRe
          im[a] = aIm + tIm
          re[b] = aRe - tRe
          im[b] = aIm - tIm
        }
      }
    }
  }

  #separate(): void {
    const [zRe, zIm, half] = [this.#zRe, this.#zIm, this.#half]
    for (let k = 0; k <= half; k += 1) {
      const a = k === half ? 0 : k
      const b = k === 0 ? 0 : half - k
      const evenRe = ((zRe[a] ?? 0) + (zRe[b] ?? 0)) / 2
      const evenIm = ((zIm[a] ?? 0) - (zIm[b] ?? 0)) / 2
      const oddRe = ((zIm[a] ?? 0) + (zIm[b] ?? 0)) / 2
      const oddIm = ((zRe[b] ?? 0) - (zRe[a] ?? 0)) / 2
      const c = k === half ? -1 : (this.#cos[k] ?? 0)
      const s = k === half ? 0 : (this.#sin[k] ?? 0)
      this.re[k] = evenRe + c * oddRe - s * oddIm
      this.im[k] = evenIm + c * oddIm + s * oddRe
    }
  }
}

export function hannWindow(size: number): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size),
  )
}
