import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { securePages } from './secure-headers.ts'

type Config = Parameters<typeof securePages>[0]

async function readDirective(config: Config, name: string): Promise<string[]> {
  const pages = new Hono().use(securePages(config)).get('/', (c) => c.text('a page'))
  const policy = (await pages.request('/')).headers.get('Content-Security-Policy') ?? ''
  const directive = policy.split(';').find((each) => each.trim().startsWith(name)) ?? ''
  return directive.trim().split(' ').slice(1)
}

const formTargets = (config: Config) => readDirective(config, 'form-action')

describe('pages', () => {
  it('let forms lead to Stripe’s pages and nowhere else', async () => {
    expect(await formTargets({ STRIPE_BASE_URL: undefined })).toEqual([
      "'self'",
      'https://checkout.stripe.com',
      'https://billing.stripe.com',
    ])
  })

  it('let forms lead to the stand-in alone while developing', async () => {
    const STRIPE_BASE_URL = 'http://127.0.0.1:8801/somewhere'
    expect(await formTargets({ STRIPE_BASE_URL })).toEqual(["'self'", '127.0.0.1:8801'])
  })

  it('may play what they made themselves, and run nothing of the kind', async () => {
    const config = { STRIPE_BASE_URL: undefined }
    expect(await readDirective(config, 'media-src')).toEqual(["'self'", 'blob:'])
    const scripts = await readDirective(config, 'script-src')
    expect(scripts).toEqual(["'self'", expect.stringMatching(/^'nonce-[\w+/]{22}=='$/)])
    expect(await readDirective(config, 'script-src')).not.toEqual(scripts)
  })
})
