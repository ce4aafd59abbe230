import { useEffect, useRef } from 'react'
import { useLocation, useNavigate, useRevalidator } from 'react-router'
import { isFinished } from '../../worker/states/job-states.ts'
import { useFollowed } from '../jobs/making.tsx'
import { sayFailure } from '../jobs/say-failure.ts'
import { sayStage } from '../jobs/say-stage.ts'
import { useJobs } from '../jobs/use-jobs.ts'
import { awaitWaveform } from '../player/draws-itself.ts'
import { announce } from '../ui/announcements.ts'
import { nameTrack } from '../ui/name-track.ts'
import { showToast } from '../ui/toasts.ts'
import { askToNotifyOnce, notify } from './notify.ts'
import { useTabTitle } from './use-tab-title.ts'
import type { MakingTrack } from './visitor.ts'

/**
 * Follows what the person is having made wherever they are: the tab's title shows the percent, screen
 * readers hear the stages, and what is ready or didn't work out is said, on the page, and by the system
 * where the tab is hidden and the person wants it.
 */
export function MakingNews({ making }: { making: readonly MakingTrack[] }) {
  const followed = useFollowed()
  const { jobs } = useJobs()
  const { revalidate } = useRevalidator()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const known = useRef(new Map<string, MakingTrack>())
  const said = useRef(new Map<string, string>())

  useEffect(() => {
    for (const track of making) {
      known.current.set(track.jobId, track)
      awaitWaveform(track.id)
    }
    followed?.follow(making.map(({ jobId }) => ({ id: jobId, job: null })))
  }, [followed, making])

  useEffect(() => {
    const ended: string[] = []
    for (const [id, track] of known.current) {
      const job = jobs.get(id)
      if (!job) continue
      const name = nameTrack(track)
      const stage = sayStage(job)
      if (said.current.get(id) !== stage) {
        const isFirst = !said.current.has(id)
        said.current.set(id, stage)
        if (!isFirst && !isFinished(job.status)) announce(`${name}: ${stage}`)
      }
      if (!isFinished(job.status)) continue
      ended.push(id)
      known.current.delete(id)
      const isShown = pathname === `/tracks/${track.id}`
      const open = () => void navigate(`/tracks/${track.id}`)
      if (job.status === 'complete') {
        const sentence = `${name} is ready.`
        announce(sentence)
        notify(name, 'Your track is ready.')
        if (!isShown) showToast({ sentence, action: { label: 'Open', press: open } })
        askToNotifyOnce()
      } else if (job.status === 'failed') {
        const sentence = `${name}: ${sayFailure(job)}`
        notify(name, sentence)
        if (isShown) announce(sentence)
        else showToast({ sentence, action: { label: 'Open', press: open }, isProblem: true })
      }
    }
    if (ended.length > 0) void revalidate()
  }, [jobs, pathname, navigate, revalidate])

  useTabTitle(titlePrefix(making, jobs))
  return null
}

function titlePrefix(
  making: readonly MakingTrack[],
  jobs: ReturnType<typeof useJobs>['jobs'],
): string | null {
  const open = making.filter(({ jobId }) => {
    const job = jobs.get(jobId)
    return job !== undefined && (job === null || !isFinished(job.status))
  })
  const [first] = open
  if (!first) return null
  const progress = open.map(({ jobId }) => jobs.get(jobId)?.progress ?? 0)
  const percent = Math.floor(progress.reduce((sum, each) => sum + each, 0) / open.length)
  return `${percent} % · ${first.title}`
}
