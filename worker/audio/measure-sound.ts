import type { HearSound, SoundRead } from './hear-sound.ts'
import { type SoundFacts, SoundMeter } from './sound-meter.ts'

type SoundMeasurement = ({ ok: true } & SoundFacts) | Exclude<SoundRead, { ok: true }>

/** What every finished track is measured for at once, of the sound that `read` decodes: in about 0.3 MB. */
export async function measureSound(
  read: (hear: HearSound) => Promise<SoundRead>,
): Promise<SoundMeasurement> {
  const meter = new SoundMeter()
  const sound = await read(meter.hear)
  return sound.ok ? { ok: true, ...meter.facts() } : sound
}
