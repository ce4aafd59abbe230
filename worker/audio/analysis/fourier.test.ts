import { expect, it } from 'vitest'
import { RealFourier } from './fourier.ts'

it.each([4, 8, 64])('transforms %i samples as the definition does', (size) => {
  const samples = Float64Array.from({ length: size }, (_, at) => Math.sin(at * at) + 0.3)
  const fourier = new RealFourier(size)
  fourier.transform(samples)
  for (let bin = 0; bin <= size / 2; bin += 1) {
    let [re, im] = [0, 0]
    for (const [at, sample] of samples.entries()) {
      re += sample * Math.cos((2 * Math.PI * bin * at) / size)
      im -= sample * Math.sin((2 * Math.PI * bin * at) / size)
    }
    expect(fourier.re[bin]).toBeCloseTo(re, 9)
    expect(fourier.im[bin]).toBeCloseTo(im, 9)
  }
})
