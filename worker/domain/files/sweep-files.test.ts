import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { servicesIn } from '../../../tests/harness/reconciliation.ts'
import { makeSong, objectsOf, readJob, renderSong } from '../../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'
import { askForSweep, readSweep } from '../../db/sweeps.ts'
import type { Services } from '../../services.ts'
import { openR2 } from '../../storage/r2.ts'
import { sweepFiles } from './sweep-files.ts'

let studio: Studio
let ada: Person
beforeEach(async () => {
  const { objects } = await env.BUCKET.list()
  await env.BUCKET.delete(objects.map(({ key }) => key))
  studio = await openStudio()
  ada = await studio.newPerson()
})

const DAY_MINUTES = 25 * 60
const DAILY = '23 4 * * *'

const leaveOrphan = (name: string) => env.BUCKET.put(`audio/${ada.id}/trk_x/${name}.mp3`, 'left')

/** Sweeps a day later. */
async function sweep(
  how: { isDryRun?: boolean; actor?: string } = {},
  services: Services = servicesIn(studio, DAY_MINUTES),
) {
  const id = await askForSweep(services.db, {
    isDryRun: how.isDryRun ?? false,
    actor: how.actor ?? 'ada',
  })
  await sweepFiles(services)
  return readSweep(services.db, id)
}

// A sweep looks at the whole bucket, so each test has it for itself; that of S3 is shared by all files of tests.
describe.skipIf(inject('storage') === 's3')('the sweep of files that belong to nothing', () => {
  it('deletes these, and nothing that a row names', async () => {
    const { track } = await makeSong(studio, ada)
    await studio.work('draw')
    const named = await objectsOf(ada)
    await leaveOrphan('fil_1')
    await env.BUCKET.put(`peaks/${ada.id}/trk_x/fil_2.json`, '{}')
    await env.BUCKET.put(`covers/${ada.id}/trk_x/fil_3.png`, 'left')
    await env.BUCKET.put('backups/of the operator', 'not ours')
    expect(await sweep()).toMatchObject({ looked: 6, orphans: 3, orphanBytes: 10, deleted: true })
    expect((await objectsOf(ada)).sort()).toEqual(named.sort())
    expect(await env.BUCKET.head('backups/of the operator')).not.toBeNull()
    expect((await ada.call(`/api/tracks/${track.id}/audio`)).status).toBe(200)
    expect(await sweep()).toMatchObject({ looked: 3, orphans: 0, deleted: false })
  })

  it('spares what is younger than a day, such as a track that is just being stored', async () => {
    const { job } = await renderSong(studio, ada)
    await leaveOrphan('fil_1')
    studio.whileStoring(async () => {
      expect(await sweep({}, servicesIn(studio, 23 * 60))).toMatchObject({ looked: 2, orphans: 0 })
    })
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await objectsOf(ada)).toHaveLength(3)
  })

  it('only counts in a dry run', async () => {
    await leaveOrphan('fil_1')
    const found = {
      looked: 1,
      orphans: 1,
      deleted: false,
      keys: [`audio/${ada.id}/trk_x/fil_1.mp3`],
    }
    expect(await sweep({ isDryRun: true })).toMatchObject(found)
    expect(await objectsOf(ada)).toHaveLength(1)
  })

  it('goes on where the one before stopped, and begins again where its cursor is unknown', async () => {
    for (const name of ['fil_1', 'fil_2', 'fil_3']) await leaveOrphan(name)
    const small = new Proxy(env.BUCKET, {
      get(bucket, name) {
        if (name === 'list') return (how: R2ListOptions) => bucket.list({ ...how, limit: 1 })
        const value: unknown = Reflect.get(bucket, name)
        return typeof value === 'function' ? value.bind(bucket) : value
      },
    })
    const services = { ...servicesIn(studio, DAY_MINUTES), files: openR2(small) }
    const [first] = [await sweep({ isDryRun: true }, services)]
    expect(first).toMatchObject({ looked: 3, cursor: null })
    const page = await services.files.list('')
    await studio.sql(
      `insert into sweeps (actor, dry_run, done_at, cursor) values ('cron', false, now(), $1)`,
      [page.cursor],
    )
    expect(await sweep({}, services)).toMatchObject({ looked: 2, orphans: 2, cursor: null })
    await studio.sql(
      `insert into sweeps (actor, dry_run, done_at, cursor) values ('cron', false, now(), '?')`,
    )
    expect(await sweep({}, services)).toMatchObject({ looked: 1, orphans: 1 })
    expect(await objectsOf(ada)).toEqual([])
  })

  it('deletes nothing by itself when too much seems to belong to nothing', async () => {
    await Promise.all(Array.from({ length: 101 }, (_, number) => leaveOrphan(`fil_${number}`)))
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await sweep({ actor: 'cron' })).toMatchObject({ orphans: 101, deleted: false })
    expect(said.mock.calls.flat().join()).toContain('"event":"too_many_orphans"')
    said.mockRestore()
    expect(await objectsOf(ada)).toHaveLength(101)
    expect(await sweep({ actor: 'operator ada' })).toMatchObject({ orphans: 101, deleted: true })
    expect(await objectsOf(ada)).toEqual([])
  })

  it('comes daily, with the next minute, once', async () => {
    await studio.cron(DAILY)
    await studio.cron()
    await studio.cron()
    const rows = 'select actor, done_at is not null as done from sweeps'
    expect(await studio.sql(rows)).toEqual([{ actor: 'cron', done: true }])
  })

  it('is done again when it died', async () => {
    await studio.cron(DAILY)
    await studio.sql(`update sweeps set begun_at = now() - interval '29 minutes'`)
    await studio.cron()
    const done = 'select done_at is not null as done from sweeps'
    expect(await studio.sql(done)).toEqual([{ done: false }])
    await studio.sql(`update sweeps set begun_at = now() - interval '31 minutes'`)
    await studio.cron()
    expect(await studio.sql(done)).toEqual([{ done: true }])
  })
})
