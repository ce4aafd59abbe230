export type Wishes = {
  prompt: string
  durationSeconds: number | null
  genre: string | null
  mood: string | null
  bpm: number | null
  key: string | null
}

/** Counts as the models do: Unicode characters in the composed form, not halves of emoji. */
export function lengthOf(text: string): number {
  return [...text.normalize('NFC')].length
}

/** Says in words each wish that the model doesn't honour, and pads what is shorter than `min`. */
export function composePrompt(
  wishes: Wishes,
  { honours, min = 0 }: { honours: readonly string[]; min?: number },
): string {
  const composed = [wishes.prompt, ...wishWords(wishes, honours)].join(', ')
  if (lengthOf(composed) >= min) return composed
  const longer = `a song, ${composed}`
  return longer + '.'.repeat(Math.max(0, min - lengthOf(longer)))
}

function wishWords(wishes: Wishes, honours: readonly string[]): string[] {
  const words = {
    genre: wishes.genre,
    mood: wishes.mood && `${wishes.mood} mood`,
    bpm: wishes.bpm && `${wishes.bpm} BPM`,
    key: wishes.key && `in ${wishes.key}`,
    duration: wishes.durationSeconds && `about ${wishes.durationSeconds} seconds long`,
  }
  return Object.entries(words).flatMap(([wish, said]) =>
    said && !honours.includes(wish) ? [said] : [],
  )
}
