import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startMail } from '../../stand-ins/mail/mail-server.ts'
import { openMailAccount } from '../harness/mail-account.ts'

let url: string
let folder: string
let close: () => Promise<void>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soundfoundry-mail-'))
  ;({ url, close } = await startMail({ folder }))
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

const MAIL = {
  from: 'Studio <hello@studio.test>',
  to: ['ada@example.com'],
  subject: 'Hello',
  text: 'See http://studio.test/x?y=1 now',
}

async function send(
  body: object,
  {
    key = 're_local',
    headers = {},
  }: { key?: string | null; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(`${url}/emails`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  })
  // Resend answers an id, or a refusal.
  const json = (await answer.json()) as { id?: string; name?: string; statusCode?: number }
  return { status: answer.status, headers: answer.headers, ...json }
}

it('keeps what is sent for whoever it is to, newest first, with its links, over a restart', async () => {
  const account = openMailAccount(url, 're_local_kept')
  const to = ['Ada <Ada.Kept@example.com>']
  await send({ ...MAIL, to }, { key: 're_local_kept' })
  await send({ ...MAIL, to, subject: 'Again' }, { key: 're_local_kept' })
  const got = await account.to('ada.kept@example.com')
  expect(got.map(({ subject }) => subject)).toEqual(['Again', 'Hello'])
  expect(got[0]?.links).toEqual(['http://studio.test/x?y=1'])
  await close()
  ;({ url, close } = await startMail({ folder }))
  expect(await openMailAccount(url, 're_local_kept').to('ada.kept@example.com')).toEqual(got)
  expect(await (await fetch(url)).text()).toContain('<a href="http://studio.test/x?y=1">')
})

it('refuses as Resend does', async () => {
  await openMailAccount(url, 're_local').settings({ requestsPerSecond: 100 })
  const refusal = async (...sent: Parameters<typeof send>) => {
    const { status, name } = await send(...sent)
    return [status, name]
  }
  expect(await refusal(MAIL, { key: null })).toEqual([401, 'missing_api_key'])
  expect(await refusal(MAIL, { key: 'sk_something' })).toEqual([403, 'invalid_api_key'])
  expect(await refusal({ ...MAIL, to: ['ada'] })).toEqual([422, 'validation_error'])
  expect(await refusal({ ...MAIL, from: 'nobody' })).toEqual([422, 'validation_error'])
  expect(await refusal({ ...MAIL, subject: undefined })).toEqual([422, 'validation_error'])
  expect(await refusal({ ...MAIL, from: 'a@unverified.example' })).toEqual([
    403,
    'validation_error',
  ])
  const headers = { 'idempotency-key': 'x'.repeat(257) }
  expect(await refusal(MAIL, { headers })).toEqual([400, 'invalid_idempotency_key'])
  expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  expect((await fetch(`${url}/emails`)).status).toBe(405)
})

it('sends once for an idempotency key, for a day, and refuses it for another mail', async () => {
  const key = 're_local_keys'
  await openMailAccount(url, key).settings({ requestsPerSecond: 100 })
  const to = ['keys@example.com']
  const headers = { 'idempotency-key': 'one' }
  const [first, again] = [
    await send({ ...MAIL, to }, { key, headers }),
    await send({ ...MAIL, to }, { key, headers }),
  ]
  expect(again.id).toBe(first.id)
  expect(await send({ ...MAIL, to, text: 'Other' }, { key, headers })).toMatchObject({
    status: 409,
    name: 'invalid_idempotent_request',
  })
  vi.setSystemTime(Date.now() + 25 * 3_600_000)
  expect((await send({ ...MAIL, to }, { key, headers })).id).not.toBe(first.id)
  expect(await openMailAccount(url, key).to('keys@example.com')).toHaveLength(2)
})

it('takes two requests in a second, and says when the next one may come', async () => {
  vi.setSystemTime(Date.now())
  const key = 're_local_fast'
  const answers = [await send(MAIL, { key }), await send(MAIL, { key }), await send(MAIL, { key })]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(answers[2]?.headers.get('retry-after')).toBe('1')
  expect(answers[2]?.name).toBe('rate_limit_exceeded')
})
