import { describe, expect, it } from 'vitest'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { afterPageAnswer, afterReply, type JobReply, startPoll } from './job-poll.ts'

const jobAt = (progress: number, status: JobAnswer['status'] = 'rendering'): JobAnswer => ({
  id: 'job_1',
  trackId: 'trk_1',
  kind: 'generate',
  status,
  stage: 'Making the music',
  stageCode: 'rendering',
  progress,
  elapsedSeconds: 7,
  provider: 'fal',
  attempts: 1,
  credits: 5,
  createdAt: '2026-11-22T20:00:00.000Z',
})

const answer = (version: number, job: JobAnswer, retryAfterSeconds: number | null = 1) =>
  ({ kind: 'job', version, job, retryAfterSeconds }) satisfies JobReply

const unreachable: JobReply = { kind: 'unreachable', retryAfterSeconds: null }

describe('following a job', () => {
  it('asks at once, soon when the page has an answer, never when it is over', () => {
    expect(startPoll(null).waitSeconds).toBe(0)
    expect(startPoll(jobAt(20)).waitSeconds).toBe(1)
    expect(startPoll(jobAt(100, 'complete')).waitSeconds).toBeNull()
  })

  it('waits as long as the server asks, between one and three seconds', () => {
    const waits = [null, 0, 2, 3, 60].map(
      (seconds) => afterReply(startPoll(null), answer(1, jobAt(20), seconds)).waitSeconds,
    )
    expect(waits).toEqual([1, 1, 2, 3, 3])
    const known = afterReply(startPoll(null), answer(1, jobAt(20)))
    expect(afterReply(known, { kind: 'unchanged', retryAfterSeconds: 3 }).waitSeconds).toBe(3)
  })

  it.each(['complete', 'failed', 'canceled'] as const)('ends when the job is %s', (status) => {
    const poll = afterReply(startPoll(jobAt(20)), answer(4, jobAt(20, status)))
    expect(poll).toMatchObject({ job: { status }, version: 4, waitSeconds: null })
  })

  it('never goes back to an older version', () => {
    const known = afterReply(startPoll(null), answer(5, jobAt(60)))
    const late = afterReply(known, answer(3, jobAt(15, 'submitted')))
    expect(late).toMatchObject({ job: { progress: 60 }, version: 5, waitSeconds: 1 })
    expect(afterReply(late, answer(6, jobAt(70)))).toMatchObject({ job: { progress: 70 } })
  })

  it('never falls behind the answer that the page came with', () => {
    const poll = afterReply(startPoll(jobAt(60)), answer(3, jobAt(15, 'submitted')))
    expect(poll).toMatchObject({ job: { progress: 60 }, version: 0 })
    expect(afterReply(poll, answer(5, jobAt(60)))).toMatchObject({ version: 5 })
  })

  it('keeps the job, says why, and waits longer and longer while the studio is unreachable', () => {
    let poll = afterReply(startPoll(null), answer(2, jobAt(20)))
    const waits = Array.from({ length: 6 }, () => {
      poll = afterReply(poll, unreachable)
      return poll.waitSeconds
    })
    expect(waits).toEqual([1, 2, 4, 8, 10, 10])
    expect(poll).toMatchObject({ job: { progress: 20 }, version: 2 })
    expect(poll.problem).toContain('can’t be reached')
    expect(afterReply(poll, { kind: 'unchanged', retryAfterSeconds: 1 })).toMatchObject({
      problem: null,
      failures: 0,
      waitSeconds: 1,
    })
  })

  it('waits as long as a busy server asks, ten seconds at most', () => {
    const poll = startPoll(jobAt(20))
    const wait = (retryAfterSeconds: number) =>
      afterReply(poll, { kind: 'unreachable', retryAfterSeconds }).waitSeconds
    expect([wait(5), wait(60)]).toEqual([5, 10])
  })

  it('stops asking when it is refused', () => {
    const poll = afterReply(startPoll(jobAt(20)), { kind: 'refused', problem: 'Signed out.' })
    expect(poll).toMatchObject({
      job: { progress: 20 },
      problem: 'Signed out.',
      waitSeconds: null,
    })
  })
})

describe('what the page itself learned', () => {
  it('ends the polling when the job is over', () => {
    const poll = afterReply(startPoll(jobAt(20)), unreachable)
    expect(afterPageAnswer(poll, jobAt(20, 'canceled'))).toMatchObject({
      job: { status: 'canceled' },
      problem: null,
      waitSeconds: null,
    })
  })

  it('is ignored when it is behind', () => {
    const poll = afterReply(startPoll(null), answer(5, jobAt(60)))
    expect(afterPageAnswer(poll, jobAt(20))).toBe(poll)
    const over = startPoll(jobAt(100, 'complete'))
    expect(afterPageAnswer(over, jobAt(60))).toBe(over)
  })
})
