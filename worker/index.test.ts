import { beforeAll, describe, expect, it } from 'vitest'
import { messageOf } from '../tests/harness/held-queue.ts'
import { expectRefusal } from '../tests/harness/refusals.ts'
import { openStudio, type Studio } from '../tests/harness/studio.ts'

let broken: Studio
beforeAll(async () => {
  broken = await openStudio({ AUTH_SECRET: 'too short', FAL_KEY: undefined })
})

const NAMES = /AUTH_SECRET, FAL_KEY/
const ANY_NAME = /AUTH_SECRET|FAL_KEY/

describe('a broken environment', () => {
  it('answers no request, and does not say what is wrong', async () => {
    for (const path of ['/api/health', '/api/tracks', '/api/webhooks/fal']) {
      const { message } = await expectRefusal(await broken.fetch(path), 'internal')
      expect(message).not.toMatch(ANY_NAME)
    }
  })

  it('renders no page, and answers with a sentence', async () => {
    const page = await broken.fetch('/')
    expect(page.status).toBe(500)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const text = await page.text()
    expect(text).toMatch(/^[A-Z].+\.$/)
    expect(text).not.toMatch(ANY_NAME)
  })

  it('processes no message', async () => {
    const message = messageOf({ kind: 'submit', jobId: 'job_x' })
    await expect(broken.deliver([message])).rejects.toThrow(NAMES)
  })

  it('runs no cron round', async () => {
    await expect(async () => broken.cron()).rejects.toThrow(NAMES)
  })

  it('is read again each time, so that it works once it is mended', async () => {
    const { env, fetch, ...studio } = await openStudio({ AUTH_SECRET: 'too short' })
    expect((await fetch('/api/health')).status).toBe(500)
    expect((await fetch('/')).status).toBe(500)
    await expect(studio.cron()).rejects.toThrow('AUTH_SECRET')
    env.AUTH_SECRET = 'long enough to be a secret of a studio'
    expect((await fetch('/api/health/ready')).status).toBe(200)
    const stripe = new URL(String(env.STRIPE_BASE_URL)).host
    const refused = await fetch('/', { method: 'POST', headers: { origin: 'null' } })
    expect(refused.status).toBe(403)
    const policy = refused.headers.get('content-security-policy')
    expect(policy).toContain(`form-action 'self' ${stripe}`)
    await studio.cron()
  })
})
