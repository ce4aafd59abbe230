/** What the files of `fixtures.ts` were encoded from: each is as exact as its format. */

/** Samples of one channel, full scale ±1. */
type Tone = (seconds: number) => number

const sine = (hertz: number, seconds: number) => Math.sin(2 * Math.PI * hertz * seconds)

/** 440 Hz fades in on the left, 660 Hz stays on the right: 1.5 seconds at 44.1 kHz. */
export const TONES = {
  sampleRate: 44_100,
  seconds: 1.5,
  channels: [(at) => (at / 3) * sine(440, at), (at) => 0.25 * sine(660, at)],
} satisfies { sampleRate: number; seconds: number; channels: Tone[] }

const BPM = 126

/** A drum at 126 BPM: 12 seconds of one channel at 11.025 kHz. */
export const PULSE = {
  bpm: BPM,
  sampleRate: 11_025,
  seconds: 12,
  channels: [(at) => 0.8 * sine(180, at % (60 / BPM)) * Math.exp(-50 * (at % (60 / BPM)))],
} satisfies { bpm: number; sampleRate: number; seconds: number; channels: Tone[] }

/** Each channel's samples, of 16 bits. */
export function play({ sampleRate, seconds, channels }: typeof TONES): Int16Array[] {
  return channels.map((tone) =>
    Int16Array.from({ length: seconds * sampleRate }, (_, at) =>
      Math.round(32_767 * tone(at / sampleRate)),
    ),
  )
}
