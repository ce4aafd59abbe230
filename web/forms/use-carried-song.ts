import { useEffect, useState } from 'react'
import type { CarriedSong } from './carried-song.ts'

const KEY = 'soundfoundry.song'

/**
 * The song that was posted, or else, where `keeps`, the one this tab keeps: neither a reload nor the
 * way from sign-up to sign-in loses it. Without scripts the form alone carries it.
 */
export function useCarriedSong(
  posted: CarriedSong | null | undefined,
  { keeps }: { keeps: boolean },
): CarriedSong | null {
  const [kept, setKept] = useState<CarriedSong | null>(null)
  useEffect(() => {
    if (posted) use(() => sessionStorage.setItem(KEY, JSON.stringify(posted)))
    else if (keeps) setKept(readKept())
  }, [posted, keeps])
  return posted ?? kept
}

/** Once it has arrived in the studio. */
export function forgetCarriedSong(): void {
  use(() => sessionStorage.removeItem(KEY))
}

function readKept(): CarriedSong | null {
  const kept = use(() => JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<CarriedSong>)
  return typeof kept?.prompt === 'string'
    ? { prompt: kept.prompt, instrumental: kept.instrumental === 'true' ? 'true' : '' }
    : null
}

/** Null in a browser that stores nothing. */
function use<Value>(storage: () => Value): Value | null {
  try {
    return storage()
  } catch {
    return null
  }
}
