export type Sound = {
  /** 0 to 1, as `HTMLMediaElement.volume`. */
  volume: number
  muted: boolean
  /** The last volume that could be heard: what unmuting goes back to from 0. */
  audibleVolume: number
}

const KEY = 'soundfoundry.sound'
const LOUD: Sound = { volume: 1, muted: false, audibleVolume: 1 }

export function withVolume({ audibleVolume }: Sound, wanted: number): Sound {
  const volume = Math.max(0, Math.min(wanted, 1))
  return { volume, muted: false, audibleVolume: volume > 0 ? volume : audibleVolume }
}

/** Unmuting always gives something to hear. */
export function toggleMuted(sound: Sound): Sound {
  if (!sound.muted) return { ...sound, muted: true }
  return { ...sound, muted: false, volume: sound.volume || sound.audibleVolume }
}

/** The volume that this browser keeps; full volume when it keeps none or blocks its storage. */
export function readSound(): Sound {
  try {
    return parseSound(localStorage.getItem(KEY))
  } catch {
    return LOUD
  }
}

export function keepSound(sound: Sound): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sound))
  } catch {
    // A browser that stores nothing starts at full volume next time.
  }
}

export function parseSound(stored: string | null): Sound {
  if (stored === null) return LOUD
  try {
    const read: Record<string, unknown> = JSON.parse(stored) ?? {}
    const { volume, muted, audibleVolume } = read
    if (!isVolume(volume)) return LOUD
    const audible = isVolume(audibleVolume) && audibleVolume > 0 ? audibleVolume : volume || 1
    return { volume, muted: muted === true, audibleVolume: audible }
  } catch {
    return LOUD
  }
}

function isVolume(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}
