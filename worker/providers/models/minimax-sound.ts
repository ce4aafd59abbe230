/** The providers' defaults are mono at 32 kHz. FAL takes these numbers as strings. */
export const FAL_SOUND = {
  audio_setting: { format: 'mp3', sample_rate: '44100', bitrate: '256000', channel: '2' },
}

export const REPLICATE_SOUND = { audio_format: 'mp3', sample_rate: 44_100, bitrate: 256_000 }
