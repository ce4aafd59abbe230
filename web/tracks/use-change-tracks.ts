import { useMemo } from 'react'
import { useRevalidator } from 'react-router'
import type { TrackListed } from '../../worker/domain/tracks/track-answer.ts'
import { sayToPerson } from '../api/answers.ts'
import { browserApi } from '../api/client.ts'
import { announce } from '../ui/announcements.ts'
import { showToast } from '../ui/toasts.ts'
import { expectChange, type TrackChange, takeAnswer, takeBack } from './track-changes.ts'

/** The API changes no more at once. */
const AT_ONCE_MAX = 100

type Named = Pick<TrackListed, 'id' | 'title'>

export type TrackVerbs = {
  favorite(tracks: readonly Named[], on: boolean): void
  trash(tracks: readonly Named[]): void
  restore(tracks: readonly Named[]): void
  rename(track: Named, title: string): void
}

/**
 * Changes tracks where they are shown: the change is seen at once, one that fails is taken back and said,
 * and what hides or renames a track can be undone.
 */
export function useChangeTracks(): TrackVerbs {
  const { revalidate } = useRevalidator()
  return useMemo(() => {
    const change = (tracks: readonly Named[], wanted: TrackChange) =>
      changeTracks(
        tracks.map(({ id }) => id),
        wanted,
        () => void change(tracks, wanted),
      ).then((isDone) => {
        if (isDone) void revalidate()
        return isDone
      })
    const verbs: TrackVerbs = {
      favorite(tracks, on) {
        announce(
          on
            ? `${nameThem(tracks)} added to favorites`
            : `${nameThem(tracks)} removed from favorites`,
        )
        void change(tracks, { favorite: on })
      },
      async trash(tracks) {
        if (!(await change(tracks, { trashed: true }))) return
        const are = tracks.length === 1 ? 'is' : 'are'
        showToast({
          sentence: `${nameThem(tracks)} ${are} in the trash.`,
          action: {
            label: 'Undo',
            isUndo: true,
            press: () => void change(tracks, { trashed: false }),
          },
        })
      },
      async restore(tracks) {
        if (!(await change(tracks, { trashed: false }))) return
        showToast({
          sentence: `${nameThem(tracks)} ${tracks.length === 1 ? 'is' : 'are'} back in your library.`,
          action: {
            label: 'Undo',
            isUndo: true,
            press: () => void change(tracks, { trashed: true }),
          },
        })
      },
      async rename(track, title) {
        if (title === '' || title === track.title) return
        if (!(await change([track], { title }))) return
        showToast({
          sentence: `Renamed to “${title}”.`,
          action: {
            label: 'Undo',
            isUndo: true,
            press: () => void change([track], { title: track.title }),
          },
        })
      },
    }
    return verbs
  }, [revalidate])
}

function nameThem(tracks: readonly Named[]): string {
  const [first, ...others] = tracks
  return first && others.length === 0 ? `“${first.title}”` : `${tracks.length} tracks`
}

/** Whether the API did it. When it didn't, the change is taken back and a toast says why. */
async function changeTracks(
  ids: string[],
  { title, ...change }: TrackChange,
  tryAgain: () => void,
): Promise<boolean> {
  expectChange(ids, { ...change, ...(title === undefined ? {} : { title }) })
  const problem =
    title === undefined ? await changeMany(ids, change) : await changeTitle(ids, title)
  if (problem === null) return true
  takeBack(ids)
  showToast({
    sentence: problem,
    action: { label: 'Try again', press: tryAgain },
    isProblem: true,
  })
  return false
}

async function changeMany(
  ids: string[],
  change: Pick<TrackChange, 'favorite' | 'trashed'>,
): Promise<string | null> {
  for (let from = 0; from < ids.length; from += AT_ONCE_MAX) {
    const some = ids.slice(from, from + AT_ONCE_MAX)
    const answer = await browserApi.api.tracks
      .$patch({ json: { ids: some, ...change } })
      .catch(() => null)
    const problem = await readProblem(answer)
    if (problem !== null) return problem
    if (answer?.ok) takeAnswer(((await answer.json()) as { items: TrackListed[] }).items)
  }
  return null
}

async function changeTitle([id = '']: string[], title: string): Promise<string | null> {
  const answer = await browserApi.api.tracks[':id']
    .$patch({ param: { id }, json: { title } })
    .catch(() => null)
  const problem = await readProblem(answer)
  if (problem === null) takeAnswer([{ id, title }])
  return problem
}

type Answer = { ok: boolean; status: number; json(): Promise<unknown> }

async function readProblem(answer: Answer | null): Promise<string | null> {
  if (answer?.ok) return null
  if (answer === null)
    return 'No connection, so nothing was changed. Try again when you’re back online.'
  if (answer.status === 401)
    return 'You’re signed out, so nothing was changed. Sign in and try again.'
  const body = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null
  const message = body?.error?.message
  return message
    ? sayToPerson(message)
    : 'That didn’t work, and nothing was changed. Try again in a moment.'
}
