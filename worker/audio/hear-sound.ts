/**
 * Hears a decoded sound piece by piece: for each channel as many samples, full scale ±1, valid until it
 * returns. The reader waits for what it promises.
 */
export type HearSound = (
  channels: readonly Float32Array[],
  sampleRate: number,
) => Promise<void> | undefined

export type SoundRead =
  | { ok: true }
  | {
      ok: false
      /** not_audio: nothing to decode. truncated: a part is missing. unavailable: the body failed. */
      reason: 'not_audio' | 'truncated' | 'too_long' | 'unavailable'
    }

/** Three times the longest song that a model makes. What is longer isn't decoded to its end: that takes CPU. */
export const SOUND_SECONDS_MAX = 900
