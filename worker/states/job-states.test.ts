import { beforeAll, describe, expect, it } from 'vitest'
import { JOB_STATEMENTS, stageJobs } from '../../tests/harness/job-statements.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'
import { openDb } from '../db/client.ts'
import { parseEnv } from '../env.ts'
import { isFinished, JOB_STATUSES, type JobStatus, mayTake, TRANSITIONS } from './job-states.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

describe('the table of transitions', () => {
  it.each(Object.entries(JOB_STATEMENTS))('is all that %s does', async (_, statement) => {
    const staged = await stageJobs(studio, await studio.newPerson())
    const db = openDb(parseEnv(studio.env))
    const readRows = () =>
      studio.sql<{
        id: string
        status: JobStatus
        track: JobStatus
        version: number
        hold: 'settle' | 'release' | null
      }>(
        `select jobs.id, jobs.status, tracks.status as track, version,
           (select kind from credit_entries
             where job_id = jobs.id and kind in ('settle', 'release')) as hold
         from jobs join tracks on tracks.id = track_id where jobs.user_id = $1`,
        [staged.queued.userId],
      )
    const before = await readRows()
    await Promise.all(Object.values(staged).map((job) => statement.run(db, job)))
    const after = await readRows()
    for (const from of JOB_STATUSES) {
      const { id } = staged[from]
      const taken = statement.transitions.find((transition) => mayTake(transition, from))
      const { to, hold } = taken ? TRANSITIONS[taken] : { to: from, hold: 'keep' }
      const row = after.find((each) => each.id === id)
      expect({ from, ...row }).toMatchObject({
        from,
        status: to,
        track: to,
        hold: hold === 'keep' ? null : hold,
      })
      if (statement.showsElsewhere) continue
      const was = before.find((each) => each.id === id)
      expect({ from, version: row?.version }).toEqual({
        from,
        version: (was?.version ?? 0) + (taken ? 1 : 0),
      })
    }
  })

  it('has a statement for each transition', () => {
    const taken = Object.values(JOB_STATEMENTS).flatMap(({ transitions }) => transitions)
    expect(new Set(taken)).toEqual(new Set(Object.keys(TRANSITIONS)))
  })

  it('lets only music that is late or charged leave an end', () => {
    const leaving = Object.entries(TRANSITIONS).filter(([, { from }]) => from.some(isFinished))
    expect(leaving.map(([name]) => name)).toEqual(['giveLateMusic', 'giveChargedMusic'])
  })

  it('resolves a hold exactly when a job ends for the first time', () => {
    for (const [name, { from, to, hold }] of Object.entries(TRANSITIONS)) {
      const ends = isFinished(to) && !from.some(isFinished)
      expect({ name, resolves: hold !== 'keep' }).toEqual({ name, resolves: ends })
    }
  })
})
