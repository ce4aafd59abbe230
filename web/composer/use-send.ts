import { useEffect, useState } from 'react'
import { useFetcher } from 'react-router'
import type { ApiError } from '../api/answers.ts'
import type { Offer } from '../models/offer.ts'
import { announce } from '../ui/announcements.ts'
import { checkSong, type Problem } from './check-song.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import type { SongField, SongValues } from './song-values.ts'

/** What came of a press: the takes that are being made, or why there are none. */
export type SendAnswer =
  | { made: { id: string; title: string }[]; error?: undefined }
  | { made?: undefined; error: ApiError }

type Sent = { song: SongValues; answer: SendAnswer }

/**
 * Sends the song without leaving the page. One press is paid once: while it is under way another one
 * does nothing, and after a lost answer the next one carries the same key.
 */
export function useSend(
  song: SongValues,
  /** The fields as they were filled in: a browser without scripts sends these. */
  filledIn: SongValues,
  offer: Offer,
  keeper: DraftKeeper,
  answered: Sent | null,
) {
  const fetcher = useFetcher<SendAnswer>()
  const [local, setLocal] = useState<{ song: SongValues; problem: Problem } | null>(null)
  const [sending, setSending] = useState<SongValues | null>(null)
  const [last, setLast] = useState<Sent | null>(answered)
  const [handled, setHandled] = useState<SendAnswer | undefined>(undefined)
  if (fetcher.data !== undefined && fetcher.data !== handled && sending) {
    setHandled(fetcher.data)
    setLast({ song: sending, answer: sayConflict(fetcher.data) })
  }
  const answer = last?.answer
  useEffect(() => {
    if (handled === undefined) return
    // The key has made a song, now or at a press whose answer was lost.
    if (handled.made || handled.error.code === 'conflict') keeper.answered()
    if (handled.made) announce(sayMade(handled.made))
  }, [handled, keeper])

  // What the page loads after the answer is no reason to wait.
  const isSending = fetcher.state === 'submitting'
  const send = () => {
    if (isSending || !navigator.onLine) return
    const problem = checkSong(song, offer)
    setLocal(problem && { song, problem })
    if (problem) return
    const key = keeper.keyForSending()
    setSending(song)
    fetcher.submit(
      { ...song, idempotencyKey: key, stay: 'true' },
      { method: 'post', action: '/create' },
    )
  }
  return {
    send,
    isSending,
    made: answer?.made ?? null,
    /** What was said last: a new object after every press that came to nothing. */
    verdict: local ?? last,
    ...findProblems([song, filledIn], { local, last }),
  }
}

/** What is wrong with the song as it is now: what was changed since isn't judged by an old answer. */
function findProblems(
  nows: readonly SongValues[],
  { local, last }: { local: { song: SongValues; problem: Problem } | null; last: Sent | null },
) {
  const errors: Partial<Record<SongField, string>> = {}
  const isSame = (field: SongField, then: SongValues) =>
    nows.some((now) => then[field] === now[field])
  const error = last?.answer.error
  const fields = Object.entries(error?.fields ?? {}) as [SongField, string][]
  for (const [field, sentence] of fields)
    if (last && isSame(field, last.song)) errors[field] = sentence
  if (local && isSame(local.problem.field, local.song))
    errors[local.problem.field] = local.problem.sentence
  const { refusal } = error ?? {}
  return {
    errors,
    problem: error && !error.fields ? error : null,
    // The API names a field of the song.
    refusal: refusal && errors[refusal.field as SongField] ? refusal : null,
  }
}

function sayConflict(answer: SendAnswer): SendAnswer {
  if (answer.error?.code !== 'conflict') return answer
  const message =
    'Your last press did arrive: that song is being made. Press again to make this one, too.'
  return { error: { ...answer.error, message } }
}

/** `2 takes of Harbour at four are being made.` */
export function sayMade(made: { title: string }[]): string {
  const title = made[0]?.title ?? ''
  return made.length === 1
    ? `${title} is being made.`
    : `${made.length} takes of ${title} are being made.`
}
