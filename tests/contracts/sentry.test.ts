import { Toucan } from 'toucan-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalServer } from '../../stand-ins/kit/serve.ts'
import { startSentry } from '../../stand-ins/sentry/sentry-server.ts'
import { openSentryAccount } from '../harness/sentry-account.ts'

let server: LocalServer
beforeAll(async () => {
  server = await startSentry()
})
afterAll(() => server.close())

/** A project of its own with the real client, which knows when everything it sent was answered. */
function openProject() {
  const account = openSentryAccount(server.url, `key${crypto.randomUUID().replaceAll('-', '')}`)
  const sent: Promise<unknown>[] = []
  const context = { waitUntil: (sending: Promise<unknown>) => void sent.push(sending) }
  const client = new Toucan({ dsn: account.dsn, environment: 'development', context })
  const answers = () => Promise.allSettled(sent)
  return { account, client, answers }
}

const post = (path: string, body: string) => fetch(server.url + path, { method: 'POST', body })

const INTAKE = '/api/7/envelope/?sentry_key=bykey&sentry_version=7'

describe('the Sentry stand-in with toucan-js', () => {
  it('keeps the whole error for the key it came with, and no other', async () => {
    const { account, client, answers } = openProject()
    client.setTag('event', 'page_failed')
    client.setExtras({ path: '/create' })
    client.captureException(new TypeError('outer', { cause: new Error('inner') }))
    await answers()
    const [error, ...more] = await account.errors()
    expect(more).toEqual([])
    expect(error).toMatchObject({
      environment: 'development',
      tags: { event: 'page_failed' },
      extra: { path: '/create' },
      exception: {
        values: [
          { type: 'Error', value: 'inner' },
          { type: 'TypeError', value: 'outer' },
        ],
      },
    })
    expect(error?.exception.values[1]?.stacktrace?.frames.length).toBeGreaterThan(0)
    expect(await openProject().account.errors()).toEqual([])
  })

  it('shows what came in a browser, and runs none of it', async () => {
    const { client, answers } = openProject()
    client.captureException(new Error('<script>alert(1)</script>'))
    await answers()
    const page = await (await fetch(server.url)).text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script>')
  })

  it('makes the client pause for as long as a 429 says', async () => {
    const { account, client, answers } = openProject()
    await account.fault('rate_limited')
    client.captureException(new Error('one too many'))
    await answers()
    client.captureException(new Error('and another'))
    await answers()
    expect(await account.counters()).toEqual({ requests: 1 })
    expect(await account.errors()).toEqual([])
  })

  it('fails as often as it is armed to, and then works again', async () => {
    const { account, client, answers } = openProject()
    await account.fault('error')
    await account.fault('down')
    for (const message of ['first', 'second', 'third']) client.captureException(new Error(message))
    const [first, second] = await answers()
    expect(first).toMatchObject({ status: 'fulfilled', value: { statusCode: 500 } })
    expect(second).toMatchObject({ status: 'rejected' })
    expect(await account.errors()).toMatchObject([{ exception: { values: [{ value: 'third' }] } }])
  })

  it('is slow when asked to', async () => {
    const { account, client, answers } = openProject()
    await account.fault('slow', { milliseconds: 150 })
    const start = performance.now()
    client.captureException(new Error('patience'))
    await answers()
    expect(performance.now() - start).toBeGreaterThanOrEqual(145)
    expect(await account.errors()).toHaveLength(1)
  })

  it('forgets on demand', async () => {
    const { account, client, answers } = openProject()
    client.captureException(new Error('gone'))
    await answers()
    await account.forget()
    await account.resetCounters()
    expect([await account.errors(), await account.counters()]).toEqual([[], { requests: 0 }])
  })
})

describe('the intake of envelopes', () => {
  it('reads items of a given length, with line breaks in them, and others to the end of the line', async () => {
    const body = [
      '{"event_id":"e1"}',
      '{"type":"attachment","length":5}',
      'a\nb\nc',
      '{"type":"event"}',
      '{"message":"ä"}',
      '',
    ].join('\n')
    const answer = await post(INTAKE, body)
    expect([answer.status, await answer.json()]).toEqual([200, { id: 'e1' }])
    const [envelope] = await openSentryAccount(server.url, 'bykey').envelopes()
    expect(envelope).toMatchObject({
      project: '7',
      body,
      items: [
        { type: 'attachment', payload: 'a\nb\nc' },
        { type: 'event', payload: { message: 'ä' } },
      ],
    })
  })

  it.each([
    '',
    'no JSON',
    '{}\nno JSON\n{}',
    '{}\n{"type":"event","length":50}\n{}',
    '{}\n{"length":2}\n{}',
  ])('refuses what is no envelope: %j', async (body) => {
    expect((await post(INTAKE, body)).status).toBe(400)
  })

  it('refuses a request without a key', async () => {
    expect((await post('/api/7/envelope/', '{}')).status).toBe(403)
  })

  it('refuses levers it does not have', async () => {
    const { account } = openProject()
    await expect(account.fault('broken')).rejects.toThrow('400')
    await expect(account.fault('slow')).rejects.toThrow('400')
    await expect(account.fault('down', { milliseconds: 1 })).rejects.toThrow('400')
  })
})
