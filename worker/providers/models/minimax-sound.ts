/** The providers' own defaults are mono at 32 kHz. FAL wants these numbers as strings. */
export const FAL_SOUND = {
  audio_setting: { format: 'mp3', sample_rate: '44100', bitrate: '256000', channel: '2' },
}

/** Replicate has no say in the channels. */
export const REPLICATE_SOUND = { audio_format: 'mp3', sample_rate: 44_100, bitrate: 256_000 }
