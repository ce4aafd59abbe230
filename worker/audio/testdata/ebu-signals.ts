/**
 * The synthetic signals of EBU Tech 3341 (loudness meters) and 3342 (loudness range), made from their
 * descriptions: 7 and 8 of the one and 5 and 6 of the other are recordings.
 */
export type EbuSignal = {
  name: string
  channels: number
  /** Stretches of samples, each with what a meter must show once it has heard it. */
  stretches: readonly { samples: () => Float32Array[]; expect?: Partial<Record<Shown, Bounds>> }[]
}

export type Shown = 'integrated' | 'range' | 'momentaryMax' | 'shortTermMax' | 'truePeak'
export type Bounds = readonly [low: number, high: number]

export const EBU_SAMPLE_RATE = 48_000

type Tone = readonly [dbfs: number, seconds: number]

export function ebuSignals(): EbuSignal[] {
  const surround = [-28, -28, -24, -30, -30].map((dbfs) => toneSamples(dbfs, 20))
  return [
    tones('3341-1', [[-23, 20]], { integrated: near(-23) }),
    tones('3341-2', [[-33, 20]], { integrated: near(-33) }),
    tones(
      '3341-3',
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
      { integrated: near(-23) },
    ),
    tones(
      '3341-4',
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
      {
        integrated: near(-23),
      },
    ),
    tones(
      '3341-5',
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
      { integrated: near(-23) },
    ),
    {
      name: '3341-6',
      channels: 5,
      stretches: [{ samples: () => surround, expect: { integrated: near(-23) } }],
    },
    tones(
      '3341-9',
      times(5, [
        [-20, 1.34],
        [-30, 1.66],
      ]),
      { shortTermMax: near(-23) },
    ),
    delayed('3341-10', 'shortTermMax', 3, 0.15, () => -23),
    delayed('3341-11', 'shortTermMax', 3, 0.15, (at) => -38 + at),
    tones(
      '3341-12',
      times(25, [
        [-20, 0.18],
        [-30, 0.22],
      ]),
      { momentaryMax: near(-23) },
    ),
    delayed('3341-13', 'momentaryMax', 0.4, 0.02, () => -23),
    delayed('3341-14', 'momentaryMax', 0.4, 0.02, (at) => -38 + at),
    sine('3341-15', 4, 0, 0.5, -6),
    sine('3341-16', 4, 45, 0.5, -6),
    sine('3341-17', 6, 60, 0.5, -6),
    sine('3341-18', 8, 67.5, 0.5, -6),
    sine('3341-19', 4, 45, 1.41, 3),
    burst('3341-20', 0),
    burst('3341-21', 0.25),
    burst('3341-22', 0.5),
    burst('3341-23', 0.75),
    tones(
      '3342-1',
      [
        [-20, 20],
        [-30, 20],
      ],
      { range: near(10, 1) },
    ),
    tones(
      '3342-2',
      [
        [-20, 20],
        [-15, 20],
      ],
      { range: near(5, 1) },
    ),
    tones(
      '3342-3',
      [
        [-40, 20],
        [-20, 20],
      ],
      { range: near(20, 1) },
    ),
    tones(
      '3342-4',
      [
        [-50, 20],
        [-35, 20],
        [-20, 20],
        [-35, 20],
        [-50, 20],
      ],
      {
        range: near(15, 1),
      },
    ),
  ]
}

function near(target: number, tolerance = 0.1): Bounds {
  return [target - tolerance, target + tolerance]
}

const peakNear = (dbtp: number): Bounds => [dbtp - 0.4, dbtp + 0.2]

function times(count: number, toneList: Tone[]): Tone[] {
  return Array.from({ length: count }, () => toneList).flat()
}

/** Stereo, 1 kHz. */
function tones(name: string, list: readonly Tone[], expect: Partial<Record<Shown, Bounds>>) {
  const stretches = list.map(([dbfs, seconds], at) => ({
    samples: () => stereo(toneSamples(dbfs, seconds)),
    ...(at === list.length - 1 ? { expect } : {}),
  }))
  return { name, channels: 2, stretches }
}

const SILENCE_DBFS = -200

/** Twenty tones, each a little later than a meter's windows would like. */
function delayed(
  name: string,
  shown: Shown,
  toneSeconds: number,
  delaySeconds: number,
  level: (at: number) => number,
): EbuSignal {
  const stretches = Array.from({ length: 20 }, (_, at) => ({
    samples: () => {
      const before = toneSamples(SILENCE_DBFS, at * delaySeconds)
      const tone = toneSamples(level(at), toneSeconds)
      const after = toneSamples(SILENCE_DBFS, toneSeconds + delaySeconds)
      return stereo(joined(before, tone, after))
    },
    expect: { [shown]: near(level(at)) },
  }))
  return { name, channels: 2, stretches }
}

const FADE_SAMPLES = 480

function sine(name: string, period: number, degrees: number, level: number, dbtp: number) {
  const phase = (degrees * Math.PI) / 180
  // Faded in and out: a tone that is cut off has peaks of its own.
  const samples = fill(0.5, (at) => {
    const fade = Math.min(1, at / FADE_SAMPLES, (0.5 * EBU_SAMPLE_RATE - at) / FADE_SAMPLES)
    return fade * level * Math.sin((2 * Math.PI * at) / period + phase)
  })
  return {
    name,
    channels: 2,
    stretches: [{ samples: () => stereo(samples), expect: { truePeak: peakNear(dbtp) } }],
  }
}

/** A quarter of the sample rate that swells to full scale between two samples. */
function burst(name: string, offset: number): EbuSignal {
  const samples = fill(0.5, (at) => {
    const from = at - 10_000 - offset
    const swell = 0.5 + 0.5 * Math.exp(-((from / 24) ** 2))
    return swell * Math.cos((Math.PI / 2) * from)
  })
  return {
    name,
    channels: 2,
    stretches: [{ samples: () => stereo(samples), expect: { truePeak: peakNear(0) } }],
  }
}

function toneSamples(dbfs: number, seconds: number): Float32Array {
  const level = 10 ** (dbfs / 20)
  return fill(seconds, (at) => level * Math.sin((2 * Math.PI * 1_000 * at) / EBU_SAMPLE_RATE))
}

function fill(seconds: number, sampleAt: (at: number) => number): Float32Array {
  const samples = new Float32Array(Math.round(seconds * EBU_SAMPLE_RATE))
  for (let at = 0; at < samples.length; at += 1) samples[at] = sampleAt(at)
  return samples
}

const stereo = (samples: Float32Array) => [samples, samples]

function joined(...pieces: Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
