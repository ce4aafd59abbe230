export type Sound = {
  /** 0 to 1, as `HTMLMediaElement.volume`. */
  volume: number
  muted: boolean
}

const KEY = 'soundfoundry.sound'
const LOUD: Sound = { volume: 1, muted: false }

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
    const { volume, muted }: { volume?: unknown; muted?: unknown } = JSON.parse(stored) ?? {}
    if (typeof volume !== 'number' || !(volume >= 0 && volume <= 1)) return LOUD
    return { volume, muted: muted === true }
  } catch {
    return LOUD
  }
}
