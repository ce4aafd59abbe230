import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../migrations/migrate.ts'
import { startScratchNeon } from './scratch-postgres.ts'

let neon: Awaited<ReturnType<typeof startScratchNeon>>
let pool: Pool

beforeAll(async () => {
  neon = await startScratchNeon()
  await migrate({ databaseUrl: neon.postgresUrl, folder: 'migrations' })
  pool = new Pool({ connectionString: neon.postgresUrl })
  // The server cuts idle connections when it stops, which is fine.
  pool.on('error', () => undefined)
  await pool.query(`insert into users (id, name, email, closed_at)
    values ('usr_1', 'Ada', 'ada', null), ('usr_2', 'Bo', 'bo', now())`)
  await pool.query(`insert into tracks
    (id, user_id, title, prompt, instrumental, model, status, deleted_at, created_at) values
    ('trk_1', 'usr_1', 'Rain', '', true, '', 'complete', null, now()),
    ('trk_2', 'usr_1', 'Snow', '', true, '', 'complete', null, now()),
    ('trk_open', 'usr_1', 'Open', '', true, '', 'rendering', null, now()),
    ('trk_trashed', 'usr_1', 'Trashed', '', true, '', 'complete', now(), now()),
    ('trk_left', 'usr_2', 'Left', '', true, '', 'complete', null, now())`)
}, 60_000)

afterAll(async () => {
  await pool.end()
  await neon.close()
})

/** What the command prints, and the code that it ends with. */
async function run(...words: string[]): Promise<[said: string, code: number]> {
  const env = { ...process.env, DATABASE_URL: neon.connect(), NEON_ENDPOINT: `${neon.url}/sql` }
  const running = promisify(execFile)(process.execPath, ['operations/examples.ts', ...words], {
    env,
  })
  return running.then(
    ({ stdout }) => [stdout.trim(), 0],
    ({ stderr, code }: { stderr: string; code: number }) => [stderr.trim(), code],
  )
}

const FROM = '(settings of the environment)'

describe('npm run examples', { timeout: 180_000 }, () => {
  it('adds, lists and removes tracks, and writes each change into the audit log', async () => {
    expect(await run('list')).toEqual([`There are no examples ${FROM}.`, 0])
    expect(await run('add', 'trk_2')).toEqual([`Strangers can hear "Snow" now ${FROM}.`, 0])
    expect(await run('add', 'trk_1')).toEqual([`Strangers can hear "Rain" now ${FROM}.`, 0])
    await pool.query(`update tracks set deleted_at = now() where id = 'trk_2'`)
    expect(await run('list')).toEqual(["trk_2  Snow  can't be heard now\ntrk_1  Rain", 0])
    const removed = `Strangers can't hear trk_1 any more ${FROM}.`
    expect(await run('remove', 'trk_1')).toEqual([removed, 0])
    expect(await run('list')).toEqual(["trk_2  Snow  can't be heard now", 0])
    const { rows } = await pool.query('select actor, action, subject from audit_log order by id')
    expect(rows).toEqual(
      [
        ['example added', 'trk_2'],
        ['example added', 'trk_1'],
        ['example removed', 'trk_1'],
      ].map(([action, subject]) => ({
        actor: expect.stringMatching(/^operator \S+$/),
        action,
        subject,
      })),
    )
  })

  it('refuses, in a sentence, what strangers can’t hear, and what it doesn’t know', async () => {
    await pool.query(`insert into examples (track_id, position) values ('trk_1', 1)`)
    const before = await pool.query('table examples')
    expect(
      await Promise.all(
        [
          ['add', 'trk_nobodys'],
          ['add', 'trk_open'],
          ['add', 'trk_trashed'],
          ['add', 'trk_left'],
          ['add', 'trk_1'],
          ['remove', 'trk_open'],
          ['add'],
          ['play', 'trk_1'],
          [],
        ].map((words) => run(...words)),
      ),
    ).toEqual([
      [`There is no track trk_nobodys ${FROM}.`, 1],
      ["trk_open isn't finished: it is rendering.", 1],
      ['trk_trashed is in the trash: its owner has to restore it first.', 1],
      ['trk_left belongs to an account that is closed.', 1],
      ['trk_1 is an example already.', 1],
      [`trk_open is no example ${FROM}.`, 1],
      ...Array(3).fill(['npm run examples -- add <track> | remove <track> | list', 1]),
    ])
    expect((await pool.query('table examples')).rows).toEqual(before.rows)
  })
})
