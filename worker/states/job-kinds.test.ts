import { expect, it } from 'vitest'
import { JOB_STATEMENTS, stageJobs } from '../../tests/harness/job-statements.ts'
import { openStudio } from '../../tests/harness/studio.ts'
import { openDb } from '../db/client.ts'
import { parseEnv } from '../env.ts'

it.each(Object.entries(JOB_STATEMENTS))(
  'leaves a track alone when its job is of another kind: %s',
  async (_, statement) => {
    const studio = await openStudio()
    const ada = await studio.newPerson()
    const staged = Object.values(await stageJobs(studio, ada))
    await studio.sql('alter table jobs drop constraint jobs_kind')
    await studio.sql(`update jobs set kind = 'another'`)
    const readTracks = () => studio.sql('select * from tracks order by id')
    const readVersions = () => studio.sql('select id, version from jobs order by id')
    const [tracks, versions] = [await readTracks(), await readVersions()]
    const db = openDb(parseEnv(studio.env))
    for (const job of staged) await statement.run(db, job)
    expect(await readVersions()).not.toEqual(versions)
    expect(await readTracks()).toEqual(tracks)
  },
)
