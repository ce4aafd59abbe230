import { describe, expect, it } from 'vitest'
import { postOffline } from './post-offline.ts'

function post(serverAction: () => Promise<unknown>) {
  const request = new Request('http://studio.test/create', {
    method: 'POST',
    body: new URLSearchParams({ prompt: 'A waltz' }),
  })
  const keep = (form: FormData) => ({ prompt: form.get('prompt') })
  return postOffline({ request, serverAction }, { advice: 'Press again.', keep })
}

describe('postOffline', () => {
  it('answers what the server answers', async () => {
    await expect(post(async () => 'the answer')).resolves.toBe('the answer')
  })

  it('keeps the form and says what to do where the server can’t be reached', async () => {
    const unreachable = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(post(unreachable)).resolves.toMatchObject({
      data: {
        error: {
          code: 'unavailable',
          message: 'The studio can’t be reached right now. Press again.',
        },
        prompt: 'A waltz',
      },
      init: { status: 503 },
    })
  })

  it('lets redirects and other errors through', async () => {
    const redirect = Response.redirect('http://studio.test/library')
    await expect(post(() => Promise.reject(redirect))).rejects.toBe(redirect)
    await expect(post(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
  })
})
