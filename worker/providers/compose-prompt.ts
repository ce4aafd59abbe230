/** Wishes that a model may take as parameters; those it doesn't are said in the prompt. */
export type Wishes = {
  prompt: string
  durationSeconds: number | null
  genre: string | null
  mood: string | null
  bpm: number | null
  key: string | null
}

/** How long a text is for the models: they count Unicode characters, not the halves of an emoji. */
export function lengthOf(text: string): number {
  return [...text].length
}

/**
 * The prompt with the wishes as words, but for those that the model honours as parameters. One below
 * `min` is lengthened by saying that it is a song.
 */
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
