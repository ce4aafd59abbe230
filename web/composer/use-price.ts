import { useEffect, useState } from 'react'
import { type Api, browserApi } from '../api/client.ts'
import type { Price } from './say-price.ts'
import type { SongValues } from './song-values.ts'

type QuoteQuery = NonNullable<Parameters<Api['api']['credits']['quote']['$get']>[0]>['query']

const PAUSE_MILLISECONDS = 250

/** What to ask for the price of one take. */
export function quoteOf(song: SongValues): QuoteQuery {
  const { model, lyrics, instrumental, durationSeconds } = song
  return {
    // The API rejects a name that isn't a model's.
    ...(model ? { model: model as NonNullable<QuoteQuery['model']> } : {}),
    ...(durationSeconds.trim() ? { durationSeconds: durationSeconds.trim() } : {}),
    hasLyrics: lyrics.trim() ? 'true' : 'false',
    instrumental: instrumental === 'true' ? 'true' : 'false',
  }
}

/**
 * The price of one take of the song as it is right now. Keeps the last one while the API quotes none,
 * as for a length that the model doesn't make. `loaded` is the price that came with the page, of the
 * song that it asked about: a newer one brings a newer balance.
 */
export function usePrice(song: SongValues, loaded: Price): Price {
  const [price, setPrice] = useState(loaded)
  const [taken, setTaken] = useState(loaded)
  const question = JSON.stringify(quoteOf(song))
  const [priced, setPriced] = useState<string | null>(null)
  if (loaded !== taken) {
    setTaken(loaded)
    setPrice({ ...price, balance: loaded.balance })
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
