import { useEffect, useState } from 'react'
import { type Api, browserApi } from '../../api/client.ts'
import type { SongValues } from './song-values.ts'

/** What the song would cost and whether there are credits for it. */
export type Price = { credits: number; balance: number; affordable: boolean }

type QuoteQuery = NonNullable<Parameters<Api['api']['credits']['quote']['$get']>[0]>['query']

const PAUSE_MILLISECONDS = 250

export function quoteOf(song: SongValues): QuoteQuery {
  const { model, lyrics, instrumental, durationSeconds, variations } = song
  return {
    // The API rejects a name that isn't a model's.
    ...(model ? { model: model as NonNullable<QuoteQuery['model']> } : {}),
    ...(durationSeconds.trim() ? { durationSeconds: durationSeconds.trim() } : {}),
    ...(variations ? { variations } : {}),
    hasLyrics: lyrics.trim() ? 'true' : 'false',
    instrumental: instrumental === 'true' ? 'true' : 'false',
  }
}

/**
 * The price of what the form holds right now. Starts with the one that the action answered, or else
 * with the loaded one, and keeps the last one while the API quotes none, as for a length that the
 * model doesn't make.
 */
export function usePrice(
  song: SongValues,
  { answered, loaded }: { answered: Price | null; loaded: Price },
): Price {
  const [price, setPrice] = useState(answered ?? loaded)
  const question = JSON.stringify(quoteOf(song))
  const [priced, setPriced] = useState(question)
  const [taken, setTaken] = useState(price)
  if (answered !== null && answered !== taken) {
    // The form may hold another song by now: an empty question makes it ask again.
    setTaken(answered)
    setPrice(answered)
    setPriced('')
  }
  useEffect(() => {
    if (question === priced) return
    const timer = setTimeout(async () => {
      const answer = await browserApi.api.credits.quote
        .$get({ query: JSON.parse(question) })
        .catch(() => null)
      if (!answer?.ok) return
      setPrice(await answer.json())
      setPriced(question)
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [question, priced])
  return price
}
