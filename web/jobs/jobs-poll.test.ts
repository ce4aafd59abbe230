import { describe, expect, it } from 'vitest'
import { RENDERING_JOB } from '../../tests/harness/rendering-job.ts'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { afterReply, followToo, forget, type JobsReply, NO_JOBS, openOnes } from './jobs-poll.ts'

const jobAt = (
  progress: number,
  status: JobAnswer['status'] = 'rendering',
  id = 'job_1',
): JobAnswer => ({
  ...RENDERING_JOB,
  id,
  status,
  progress,
})

const found = (job: JobAnswer | null, id = 'job_1') => ({ id, job })
const following = (job: JobAnswer | null = null) => followToo(NO_JOBS, [found(job)])
const answer = (jobs: JobAnswer[], retryAfterSeconds: number | null = 1): JobsReply => ({
  kind: 'jobs',
  jobs,
  retryAfterSeconds,
})
const ASKED = ['job_1']

describe('following jobs', () => {
  it('asks at once for new ones, and for none that are over', () => {
    expect(following().waitSeconds).toBe(0)
    expect(following(jobAt(100, 'complete')).waitSeconds).toBeNull()
    expect(followToo(following(), [found(jobAt(20, 'queued', 'job_2'), 'job_2')]).waitSeconds).toBe(
      0,
    )
  })

  it('goes on waiting when it is told of what it follows already', () => {
    const poll = afterReply(following(), ASKED, answer([jobAt(20)], 3))
    expect(followToo(poll, [found(null)])).toMatchObject({ waitSeconds: 3 })
  })

  it('waits as long as the server asks, between one and three seconds', () => {
    const waits = [null, 0, 2, 3, 60].map(
      (seconds) => afterReply(following(), ASKED, answer([jobAt(20)], seconds)).waitSeconds,
    )
    expect(waits).toEqual([1, 1, 2, 3, 3])
  })

  it('goes on until the last is over', () => {
    const two = followToo(following(), [found(null, 'job_2')])
    const asked = ['job_1', 'job_2']
    const one = afterReply(
      two,
      asked,
      answer([jobAt(100, 'complete'), jobAt(20, 'rendering', 'job_2')]),
    )
    expect(one.waitSeconds).toBe(1)
    expect(openOnes(one.jobs)).toEqual(['job_2'])
    const none = afterReply(one, ['job_2'], answer([jobAt(20, 'failed', 'job_2')]))
    expect(none.waitSeconds).toBeNull()
  })

  it('never goes back: not in progress, and not from the end', () => {
    const known = afterReply(following(), ASKED, answer([jobAt(60)]))
    const late = afterReply(known, ASKED, answer([jobAt(15, 'submitted')]))
    expect(late.jobs.get('job_1')).toMatchObject({ progress: 60 })
    const over = afterReply(late, ASKED, answer([jobAt(60, 'canceled')]))
    expect(afterReply(over, ASKED, answer([jobAt(70)])).jobs.get('job_1')).toMatchObject({
      status: 'canceled',
    })
    expect(followToo(over, [found(jobAt(70))]).jobs.get('job_1')).toMatchObject({
      status: 'canceled',
    })
  })

  it('drops a job that the server leaves out', () => {
    const poll = afterReply(following(), ASKED, answer([]))
    expect([...poll.jobs.keys()]).toEqual([])
    expect(poll.waitSeconds).toBeNull()
  })

  it('keeps the jobs, says why, and waits longer and longer while the studio is unreachable', () => {
    let poll = afterReply(following(), ASKED, answer([jobAt(20)]))
    const waits = Array.from({ length: 6 }, () => {
      poll = afterReply(poll, ASKED, { kind: 'unreachable', retryAfterSeconds: null })
      return poll.waitSeconds
    })
    expect(waits).toEqual([1, 2, 4, 8, 10, 10])
    expect(poll.jobs.get('job_1')).toMatchObject({ progress: 20 })
    expect(poll.problem).toContain('catches up by itself')
    expect(afterReply(poll, ASKED, answer([jobAt(30)]))).toMatchObject({
      problem: null,
      failures: 0,
    })
  })

  it('waits as long as a busy server asks, ten seconds at most', () => {
    const wait = (retryAfterSeconds: number) =>
      afterReply(following(), ASKED, { kind: 'unreachable', retryAfterSeconds }).waitSeconds
    expect([wait(5), wait(60)]).toEqual([5, 10])
  })

  it('stops asking when the person is signed out', () => {
    const poll = afterReply(following(jobAt(20)), ASKED, { kind: 'refused' })
    expect(poll).toMatchObject({ waitSeconds: null })
    expect(poll.problem).toContain('signed out')
  })

  it('forgets what a page no longer shows', () => {
    expect(forget(following(), ['job_1'])).toMatchObject({ waitSeconds: null })
  })
})
