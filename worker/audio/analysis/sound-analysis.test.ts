import { describe, expect, it } from 'vitest'
import { streamOf } from '../testdata/fixtures.ts'
import { wavOf } from '../testdata/wav-of.ts'
import { readWav } from '../wav/read-wav.ts'
import { SoundAnalysis, type SoundMeasures } from './sound-analysis.ts'

const SAMPLE_RATE = 44_100

async function measure(
  channels: readonly Float32Array[],
  { sampleRate = SAMPLE_RATE, pieceFrames = Number.POSITIVE_INFINITY } = {},
): Promise<SoundMeasures> {
  const analysis = new SoundAnalysis()
  const length = channels[0]?.length ?? 0
  for (let at = 0; at < length; at += pieceFrames) {
    await analysis.hear(
      channels.map((samples) => samples.slice(at, at + pieceFrames)),
      sampleRate,
    )
  }
  const measures = analysis.measures()
  if (measures === null) throw new Error('Nothing was heard')
  return measures
}

function fill(seconds: number, sampleAt: (seconds: number) => number): Float32Array {
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, at) => sampleAt(at / SAMPLE_RATE))
}

/** A stroke of noise on every beat. */
function clicks(bpm: number, seconds = 12): Float32Array {
  let seed = 1
  return fill(seconds, (at) => {
    seed = Math.imul(seed, 48_271) & 0x7fffffff || 1
    const since = at % (60 / bpm)
    return 0.5 * Math.exp(-60 * since) * (seed / 2 ** 30 - 1)
  })
}

/** Up and down, half a second for each note, with two overtones. */
function scale(tonic: number, steps: readonly number[]): Float32Array {
  const up = [...steps, 12]
  const pitches = [...up, ...up.toReversed()].map((step) => tonic + step)
  return fill(pitches.length / 2, (at) => {
    const hertz = 440 * 2 ** (((pitches[Math.floor(at * 2)] ?? tonic) - 69) / 12)
    const turn = 2 * Math.PI * hertz * at
    return 0.2 * (Math.sin(turn) + Math.sin(2 * turn) / 2 + Math.sin(3 * turn) / 3)
  })
}

/** Sums of the same numbers differ with where they are cut. */
function rounded(measures: SoundMeasures): unknown {
  const round = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value
  return JSON.parse(JSON.stringify(measures, round))
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11]
const HARMONIC_MINOR = [0, 2, 3, 5, 7, 8, 11]

describe('SoundAnalysis', () => {
  it.each([72, 97, 120, 140])('finds the tempo of a click track at %i BPM', async (bpm) => {
    const { bpm: found, bpmConfidence, bpmOther } = await measure([clicks(bpm)])
    const factors = [1, 2, 0.5].map((factor) => factor * bpm)
    // Nothing but a click tells no bar: half or double is right, too, but then the other is the tempo.
    expect(factors.some((each) => Math.abs((found ?? 0) / each - 1) < 0.002)).toBe(true)
    expect([found, bpmOther].some((each) => Math.abs((each ?? 0) / bpm - 1) < 0.01)).toBe(true)
    expect(bpmConfidence).toBeGreaterThan(0.3)
  })

  it.each([
    ['C major', 60, MAJOR],
    ['F# major', 66, MAJOR],
    ['A minor', 57, HARMONIC_MINOR],
    ['Eb minor', 63, HARMONIC_MINOR],
  ])('finds %s in a scale', async (name, tonic, steps) => {
    const { key, keyConfidence, chroma } = await measure([scale(tonic, steps)])
    expect(key).toBe(name)
    expect(keyConfidence).toBeGreaterThan(0.3)
    expect(chroma?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  })

  it('hears the key of an orchestra that is tuned a third of a semitone lower', async () => {
    const samples = scale(62, MAJOR)
    const { key } = await measure([samples], {
      sampleRate: Math.round(SAMPLE_RATE / 2 ** (1 / 36)),
    })
    expect(key).toBe('D major')
  })

  it('says nothing of the tempo and the key of noise', async () => {
    let seed = 7
    const noise = fill(12, () => {
      seed = Math.imul(seed, 1_103_515_245) + 12_345
      return (seed >> 8) / 2 ** 25
    })
    const measures = await measure([noise])
    expect(measures).toMatchObject({ bpm: null, bpmConfidence: null, bpmOther: null })
    expect(measures).toMatchObject({ key: null, keyConfidence: null, keyOther: null })
    expect(measures.loudnessLufs).not.toBeNull()
  })

  it('measures nothing in silence but its length', async () => {
    const silence = new Float32Array(3 * SAMPLE_RATE)
    expect(await measure([silence, silence])).toMatchObject({
      durationSeconds: 3,
      frames: 3 * SAMPLE_RATE,
      channels: 2,
      loudnessLufs: null,
      loudnessRangeLu: null,
      truePeakDbtp: null,
      bpm: null,
      key: null,
      energy: null,
      brightness: null,
      chroma: null,
    })
  })

  it.each([1, 300, 7_999])(
    'takes only the length and the peaks of a sound of %i Hz',
    async (sampleRate) => {
      const measures = await measure([clicks(120, 1)], { sampleRate })
      expect(measures).toMatchObject({
        frames: SAMPLE_RATE,
        bpm: null,
        key: null,
        loudnessLufs: null,
      })
      expect(measures.truePeakDbtp).toBeLessThan(0)
    },
  )

  it.each([8_000, 32_000, 192_000])('measures a sound of %i Hz', async (sampleRate) => {
    const tone = Float32Array.from({ length: sampleRate }, (_, at) =>
      Math.sin((2 * Math.PI * 1_000 * at) / sampleRate),
    )
    const { loudnessLufs, truePeakDbtp } = await measure([tone], { sampleRate })
    expect(loudnessLufs).toBeCloseTo(-3, 0)
    expect(truePeakDbtp).toBeCloseTo(0, 0)
  })

  it('is null before anything was heard', () => {
    expect(new SoundAnalysis().measures()).toBeNull()
  })

  it('measures the same in pieces of any size', async () => {
    const sound = [clicks(110, 4), scale(60, MAJOR).slice(0, 4 * SAMPLE_RATE)]
    const whole = rounded(await measure(sound))
    for (const pieceFrames of [577, 1_152, 30_000]) {
      expect(rounded(await measure(sound, { pieceFrames }))).toEqual(whole)
    }
  })

  it('lets others have a turn every half second of sound', async () => {
    let turns = 0
    const count = () => {
      turns += 1
      timer = setTimeout(count, 0)
    }
    let timer = setTimeout(count, 0)
    await measure([clicks(120, 6)])
    clearTimeout(timer)
    expect(turns).toBeGreaterThanOrEqual(10)
  })

  it('takes both channels of a sound that goes on in one', async () => {
    const tone = fill(3, (at) => 0.1 * Math.sin(2 * Math.PI * 1_000 * at))
    const analysis = new SoundAnalysis()
    await analysis.hear([tone, tone], SAMPLE_RATE)
    await analysis.hear([tone], SAMPLE_RATE)
    const measures = analysis.measures()
    const { loudnessLufs } = await measure([tone, tone])
    expect(measures).toMatchObject({ channels: 2, durationSeconds: 6 })
    expect(measures?.loudnessLufs).toBeCloseTo(loudnessLufs ?? 0, 1)
  })

  it('hears what a file of floats has above full scale', async () => {
    const samples = Array.from({ length: 20_000 }, (_, at) => 1.41 * Math.sin((Math.PI * at) / 50))
    const analysis = new SoundAnalysis()
    const wav = wavOf(samples, { kind: 'float', bits: 32, channels: 1 })
    expect(await readWav(streamOf(wav), analysis.hear)).toEqual({ ok: true })
    expect(analysis.measures()?.truePeakDbtp).toBeCloseTo(3, 1)
  })
})
