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
    // A name that isn't a model's is refused by the API.
    ...(model ? { model: model as NonNullable<QuoteQuery['model']> } : {}),
    ...(durationSeconds.trim() ? { durationSeconds: durationSeconds.trim() } : {}),
    ...(variations ? { variations } : {}),
    hasLyrics: lyrics.trim() ? 'true' : 'false',
    instrumental: instrumental === 'true' ? 'true' : 'false',
  }
}

/**
 * The price of what the form holds right now. Begins with what the server told (null when it told
 * nothing new) or else loaded, and keeps the last one known while there is none, as for a length that
 * the model doesn't make.
 */
export function usePrice(song: SongValues, told: Price | null, loaded: Price): Price {
  const [price, setPrice] = useState(told ?? loaded)
  const question = JSON.stringify(quoteOf(song))
  const [answered, setAnswered] = useState(question)
  const [begun, setBegun] = useState(price)
  if (told !== null && told !== begun) {
    // The server's news may be of another song than the one in the form: it is asked once more.
    setBegun(told)
    setPrice(told)
    setAnswered('')
  }
  useEffect(() => {
    if (question === answered) return
    const timer = setTimeout(async () => {
      const answer = await browserApi.api.credits.quote
        .$get({ query: JSON.parse(question) })
        .catch(() => null)
      if (!answer?.ok) return
      setPrice(await answer.json())
      setAnswered(question)
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [question, answered])
  return price
}
