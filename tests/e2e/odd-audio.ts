import type { Route } from 'playwright-core'
import { createMp3Encoder } from 'wasm-media-encoders'

const SAMPLE_RATE = 44_100
const LOUD_SECONDS = 4

/**
 * An MP3 of variable bit rate without the header that says how long it is: it begins loud, and a
 * browser that judges it by its first frames takes it for much shorter.
 */
export async function encodeWithoutLength(seconds: number): Promise<Uint8Array> {
  const encoder = await createMp3Encoder()
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 2, vbrQuality: 2 })
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE))
  let state = 1
  for (let at = 0; at < samples.length; at += 1) {
    // Noise needs all the bits there are, a soft tone next to none.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const noise = state / 2 ** 31 - 1
    const tone = 0.1 * Math.sin((at * 2 * Math.PI * 220) / SAMPLE_RATE)
    samples[at] = at < LOUD_SECONDS * SAMPLE_RATE ? 0.8 * noise : tone
  }
  const music = encoder.encode([samples, samples]).slice()
  return Buffer.concat([music, encoder.finalize().slice()])
}

/** Answers requests for a range of `bytes`, as storage does. */
export function answerAudio(bytes: Uint8Array) {
  return async (route: Route) => {
    const range = /bytes=(\d+)-(\d*)/.exec(route.request().headers().range ?? '')
    const from = Number(range?.[1] ?? 0)
    const until = Math.min(Number(range?.[2] || bytes.length - 1), bytes.length - 1)
    await route.fulfill({
      status: range ? 206 : 200,
      body: Buffer.from(bytes.subarray(from, until + 1)),
      headers: {
        'content-type': 'audio/mpeg',
        'accept-ranges': 'bytes',
        ...(range ? { 'content-range': `bytes ${from}-${until}/${bytes.length}` } : {}),
      },
    })
  }
}
