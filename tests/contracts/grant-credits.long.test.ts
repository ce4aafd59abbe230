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
  await pool.query("insert into users (id, name, email) values ('usr_1', 'Ada', 'ada@example.com')")
  await pool.query("insert into credit_accounts (user_id) values ('usr_1')")
}, 60_000)

afterAll(async () => {
  await pool.end()
  await neon.close()
})

type Run = { said: string; complained: string; failed: boolean }

async function run(...words: string[]): Promise<Run> {
  const env = { ...process.env, DATABASE_URL: neon.connect(), NEON_ENDPOINT: `${neon.url}/sql` }
  const running = promisify(execFile)(process.execPath, ['operations/grant-credits.ts', ...words], {
    env,
  })
  return running.then(
    ({ stdout }) => ({ said: stdout.trim(), complained: '', failed: false }),
    ({ stderr }: { stderr: string }) => ({ said: '', complained: stderr.trim(), failed: true }),
  )
}

const entries = async () =>
  (await pool.query('select kind, balance_delta as credits, note from credit_entries order by id'))
    .rows

describe('npm run credits:grant', { timeout: 60_000 }, () => {
  it('writes an entry and an audit row, once for the same words', async () => {
    const first = await run('Ada@Example.com', '100', 'sorry', 'for', 'the', 'outage')
    expect(first.said).toBe(
      'Gave 100 credits to ada@example.com, who now has 100 (settings of the environment).',
    )
    const again = await run('usr_1', '100', 'sorry for the outage')
    expect(again.complained).toMatch(/^Just this was given already/)
    expect(await entries()).toEqual([{ kind: 'grant', credits: 100, note: 'sorry for the outage' }])
    const { rows } = await pool.query('select actor, action, subject, details from audit_log')
    expect(rows).toEqual([
      {
        actor: expect.stringMatching(/^operator \S+$/),
        action: 'credits granted',
        subject: 'usr_1',
        details: { credits: 100, why: 'sorry for the outage', entry: expect.any(Number) },
      },
    ])
    expect((await run('usr_1', '100', 'sorry for the second outage')).failed).toBe(false)
    expect(await entries()).toHaveLength(2)
  })

  it('writes nothing for an unknown user, a wrong number or no reason', async () => {
    const before = await entries()
    expect((await run('bo@example.com', '5', 'why not')).complained).toMatch(/^There is no user/)
    for (const amount of ['0', '1e3', '100001'])
      expect((await run('usr_1', amount, 'why not')).complained).toMatch(/^Credits are a whole/)
    expect((await run('usr_1', '5')).complained).toMatch(/^npm run credits:grant/)
    expect(await entries()).toEqual(before)
  })

  it('lets no command change the audit log', async () => {
    for (const change of ['delete from audit_log', "update audit_log set actor = 'nobody'"])
      await expect(pool.query(change)).rejects.toThrow('append-only')
  })
})
