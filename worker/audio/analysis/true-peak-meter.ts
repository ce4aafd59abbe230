/** Two of the four phases of the interpolating filter of ITU-R BS.1770-4, annex 2; the others are these backwards. */
const OUTER = Float64Array.of(
  0.001708984375,
  0.010986328125,
  -0.0196533203125,
  0.033203125,
  -0.0594482421875,
  0.1373291015625,
  0.97216796875,
  -0.102294921875,
  0.047607421875,
  -0.026611328125,
  0.014892578125,
  -0.00830078125,
)
const INNER = Float64Array.of(
  -0.0291748046875,
  0.029296875,
  -0.0517578125,
  0.089111328125,
  -0.16650390625,
  0.465087890625,
  0.77978515625,
  -0.2003173828125,
  0.1015625,
  -0.0582275390625,
  0.0330810546875,
  -0.0189208984375,
)
const TAPS = OUTER.length
const BLOCK = 32

/** No sum of a phase's products is larger than this times the largest sample. */
const GAIN_MAX = INNER.reduce((sum, each) => sum + Math.abs(each), 0)

/** The highest absolute value of one channel, oversampled four times. */
export class TruePeakMeter {
  peak = 0
  #held = new Float32Array(TAPS - 1)
  #heldMax = 0

  add(samples: Float32Array): void {
    const joined = new Float32Array(this.#held.length + samples.length)
    joined.set(this.#held)
    joined.set(samples, this.#held.length)
    for (let start = TAPS - 1; start < joined.length; start += BLOCK) {
      const end = Math.min(joined.length, start + BLOCK)
      let max = 0
      for (let at = start; at < end; at += 1) max = Math.max(max, Math.abs(joined[at] ?? 0))
      if (max > this.peak) this.peak = max
      // The block's sums reach back into the block before it.
      if (Math.max(max, this.#heldMax) * GAIN_MAX > this.peak) this.#interpolate(joined, start, end)
      if (end - start >= TAPS - 1) this.#heldMax = max
      else this.#heldMax = Math.max(max, this.#heldMax)
    }
    this.#held = joined.slice(joined.length - this.#held.length)
  }

  /** The filter rings on after the last sample. */
  end(): number {
    this.add(new Float32Array(TAPS - 1))
    return this.peak
  }

  #interpolate(samples: Float32Array, start: number, end: number): void {
    let peak = this.peak
    for (let at = start; at < end; at += 1) {
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let tap = 0; tap < TAPS; tap += 1) {
        const sample = samples[at - tap] ?? 0
        a += (OUTER[tap] ?? 0) * sample
        b += (INNER[tap] ?? 0) * sample
        c += (INNER[TAPS - 1 - tap] ?? 0) * sample
        d += (OUTER[TAPS - 1 - tap] ?? 0) * sample
      }
      peak = Math.max(peak, Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d))
    }
    this.peak = peak
  }
}
