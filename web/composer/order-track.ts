import type { Api } from '../api/client.ts'
import type { SongValues } from './song-values.ts'

type NewTrackBody = Parameters<Api['api']['tracks']['$post']>[0]['json']

/** Asks the API for the song that the form describes. Asking twice with one key makes one track. */
export function orderTrack(api: Api, song: SongValues, idempotencyKey: string) {
  return api.api.tracks.$post({
    json: describeSong(song),
    header: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
  })
}

/** Leaves empty controls out. The API judges the others. */
function describeSong(song: SongValues): NewTrackBody {
  const wishes = { title: song.title, lyrics: song.lyrics, genre: song.genre, mood: song.mood }
  const { bpm, durationSeconds, seed, variations } = song
  return {
    prompt: song.prompt,
    instrumental: song.instrumental === 'true',
    // The API rejects a name that isn't a model's, and names the field.
    ...(song.model ? { model: song.model as NonNullable<NewTrackBody['model']> } : {}),
    ...(song.key ? { key: song.key } : {}),
    ...keepGiven(wishes, (text) => text),
    ...keepGiven({ bpm, durationSeconds, seed, variations }, Number),
  }
}

function keepGiven<Name extends string, Value>(
  texts: Record<Name, string>,
  read: (text: string) => Value,
): Partial<Record<Name, Value>> {
  const given = Object.entries<string>(texts).filter(([, text]) => text.trim() !== '')
  // The entries are those of `texts`, whose names are `Name`.
  return Object.fromEntries(given.map(([name, text]) => [name, read(text)])) as Partial<
    Record<Name, Value>
  >
}
