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
}, 60_000)

afterAll(async () => {
  await pool.end()
  await neon.close()
})

async function run(...words: string[]): Promise<{ said: string; complained: string }> {
  const env = { ...process.env, DATABASE_URL: neon.connect(), NEON_ENDPOINT: `${neon.url}/sql` }
  const script = ['operations/dead-messages.ts', ...words]
  return promisify(execFile)(process.execPath, script, { env }).then(
    ({ stdout }) => ({ said: stdout.trim(), complained: '' }),
    ({ stderr }: { stderr: string }) => ({ said: '', complained: stderr.trim() }),
  )
}

describe('npm run jobs:dead', { timeout: 180_000 }, () => {
  it('lists dead messages, shows one, and has each sent again once, with a line of the audit log', async () => {
    expect((await run('list')).said).toMatch(/^No message is dead/)
    await pool.query(
      `insert into dead_messages (id, body) values
         ('m1', '{"kind":"submit","jobId":"job_1"}'), ('m2', '{"kind":"stop","jobId":"job_2"}')`,
    )
    const { said } = await run('list')
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^m1 {2}\S.* {2}\{"kind":"submit","jobId":"job_1"\}$/),
      expect.stringMatching(/^m2 /),
    ])
    expect(JSON.parse((await run('show', 'm1')).said)).toMatchObject({
      id: 'm1',
      body: { kind: 'submit', jobId: 'job_1' },
      replayAt: null,
    })
    expect((await run('replay', 'm1')).said).toBe('m1 will be sent again within a minute.')
    expect((await run('replay', 'm1')).complained).toMatch(/^Nothing to send again/)
    expect((await run('list')).said).toMatch(/^m1 .* to be sent again$/m)
    expect((await run('replay', 'all')).said).toBe('m2 will be sent again within a minute.')
    const { rows } = await pool.query('select actor, action, subject from audit_log order by id')
    expect(rows).toMatchObject([
      { action: 'message replayed', subject: 'm1', actor: expect.stringMatching(/^operator \S+$/) },
      { action: 'message replayed', subject: 'm2' },
    ])
  })

  it('prints its usage, and says when there is no such message', async () => {
    for (const words of [[], ['show'], ['bury', 'm1']])
      expect((await run(...words)).complained).toMatch(/^npm run jobs:dead -- list/)
    expect((await run('show', 'm9')).complained).toMatch(/^No message m9 has died/)
  })
})
