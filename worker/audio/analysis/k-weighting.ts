/**
 * The two filters of ITU-R BS.1770-4 for any sample rate. Gives the sum of the squares of the weighted
 * samples of a stretch; keeps its state between them. The coefficients are De Man's closed form ("Evaluation
 * of Implementations of the EBU R128 Loudness Measurement", 2018): at 48 kHz they are the standard's.
 */
export function openKWeighting(sampleRate: number) {
  const [b0, b1, b2, a1, a2] = shelf(sampleRate)
  const [c1, c2] = highPass(sampleRate)
  let [x1, x2, y1, y2] = [0, 0, 0, 0]

  return (samples: Float32Array, from: number, to: number): number => {
    let [p1, p2, q1, q2] = [x1, x2, y1, y2]
    let energy = 0
    for (let at = from; at < to; at += 1) {
      const sample = samples[at] ?? 0
      const shelved = b0 * sample + p1
      p1 = b1 * sample - a1 * shelved + p2
      p2 = b2 * sample - a2 * shelved
      const weighted = shelved + q1
      q1 = -2 * shelved - c1 * weighted + q2
      q2 = shelved - c2 * weighted
      energy += weighted * weighted
    }
    // What has all but died away would be computed slowly, as denormal numbers.
    ;[x1, x2, y1, y2] = [calm(p1), calm(p2), calm(q1), calm(q2)]
    return energy
  }
}

function calm(state: number): number {
  return Math.abs(state) < 1e-30 ? 0 : state
}

function shelf(sampleRate: number) {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return [
    (high + (band * k) / q + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ] as const
}

function highPass(sampleRate: number) {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] as const
}
