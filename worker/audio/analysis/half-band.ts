/** Half of a half-band filter's non-zero taps beside the centre: a windowed sinc, 70 dB down from 0.31 of the rate. */
const TAPS_BESIDE = 10
const REACH = 2 * TAPS_BESIDE - 1

/** Halves the sample rate of one channel. */
export function openHalfBand() {
  const taps = tapsBeside()
  let held = new Float32Array(2 * REACH)

  return (samples: Float32Array): Float32Array => {
    const joined = new Float32Array(held.length + samples.length)
    joined.set(held)
    joined.set(samples, held.length)
    const count = Math.max(0, Math.ceil((joined.length - 2 * REACH) / 2))
    const halved = new Float32Array(count)
    for (let at = 0; at < count; at += 1) {
      const centre = REACH + 2 * at
      let sum = 0.5 * (joined[centre] ?? 0)
      for (let tap = 0; tap < TAPS_BESIDE; tap += 1) {
        const beside = 2 * tap + 1
        sum += (taps[tap] ?? 0) * ((joined[centre - beside] ?? 0) + (joined[centre + beside] ?? 0))
      }
      halved[at] = sum
    }
    held = joined.slice(2 * count)
    return halved
  }
}

function tapsBeside(): Float64Array {
  const taps = Float64Array.from({ length: TAPS_BESIDE }, (_, tap) => {
    const beside = 2 * tap + 1
    const sign = tap % 2 === 0 ? 1 : -1
    const hann = 0.5 + 0.5 * Math.cos((Math.PI * beside) / (REACH + 2))
    return (sign / (Math.PI * beside)) * hann
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => (tap * 0.25) / sum)
}
