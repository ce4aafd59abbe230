import { type CSSProperties, useMemo } from 'react'
import { data, redirect } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { hueOf } from '../../../worker/domain/style/hue-of.ts'
import { readAnswer } from '../../api/answers.ts'
import { apiContext } from '../../api/client.ts'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { takesSeed } from '../../models/takes-seed.ts'
import { useFreshTracks } from '../../player/player-provider.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { applyChanges, trackChanges } from '../../tracks/track-changes.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { Main } from '../../ui/main.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import { useObservable } from '../../ui/use-observable.ts'
import type { Route } from './+types/route'
import { changeTrack, type TrackChange } from './change-track.ts'
import { FinishedTrack } from './finished-track.tsx'
import { GiveBack } from './give-back.tsx'
import { readTakes } from './read-takes.ts'
import { readTrackJob } from './read-track-job.ts'
import { RunningTrack } from './running-track.tsx'
import { Takes } from './takes.tsx'
import styles from './track.module.css'
import { TrackFacts } from './track-facts.tsx'
import { TrackLyrics } from './track-lyrics.tsx'
import { useMeasuresSoon } from './use-measures-soon.ts'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.track.title ?? 'Track')

export async function loader({ context, url, params: { id } }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const [found, models] = await Promise.all([
    api.api.tracks[':id'].$get({ param: { id } }),
    api.api.models.$get(),
  ])
  const track = await readAnswer(found, url)
  const [{ items }, job, takes] = await Promise.all([
    readAnswer(models, url),
    readTrackJob(api, url, track.jobId),
    readTakes(api, track),
  ])
  const model = items.find(({ id }) => id === track.model)
  return {
    track,
    job,
    takes,
    modelName: model?.name ?? track.model,
    /** Null where the model takes none. */
    seed: model && takesSeed(model) ? track.seed : null,
    refreshWithoutScript: isOpen(track.status),
  }
}

export async function action({ context, request, url, params: { id } }: Route.ActionArgs) {
  const form = await readForm(request)
  const changed = await changeTrack(context.get(apiContext), { form, url, id })
  // A list that cancels a render stays where it is.
  if ('goTo' in changed) return form.has('stay') ? null : redirect(changed.goTo)
  const { status, ...change } = changed
  return data<TrackChange>(change, { status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, (form) => readTexts(form, ['intent']))
}

export default function Track({ loaderData, actionData }: Route.ComponentProps) {
  const { job, modelName, seed } = loaderData
  const [track = loaderData.track] = applyChanges([loaderData.track], useObservable(trackChanges))
  const playable = useMemo(() => playableOf(track), [track])
  useFreshTracks(useMemo(() => (playable ? [playable] : []), [playable]))
  useMeasuresSoon(loaderData.track)
  const error = actionData && 'error' in actionData ? actionData.error : undefined
  const headError = actionData?.intent === 'refund' ? undefined : error
  const tint: CSSProperties & Record<'--tint', string> = { '--tint': hueOf(track.id) }
  return (
    <div className={styles.page} style={tint}>
      <Main className={styles.main}>
        {job && isOpen(track.status) ? (
          <RunningTrack track={track} job={job} error={headError} />
        ) : (
          <FinishedTrack track={track} job={job} error={headError} />
        )}
        <Takes takes={loaderData.takes} shownId={track.id} />
        {track.lyrics && <TrackLyrics lyrics={track.lyrics} />}
      </Main>
      <TrackFacts track={track} modelName={modelName} seed={seed} spent={job && creditsSpent(job)}>
        <GiveBack
          until={track.refundableUntil}
          credits={job?.credits ?? 0}
          change={actionData ?? undefined}
        />
      </TrackFacts>
    </div>
  )
}

/** Of a job that isn't over: none yet. */
function creditsSpent({ status, credits, cancelRefunds }: JobAnswer): number {
  return status === 'complete' || (status === 'canceled' && !cancelRefunds) ? credits : 0
}
