import { UNSAFE_ErrorResponseImpl as ErrorResponse } from 'react-router'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { postForm } from './post-form.ts'

function post(serverAction: () => Promise<unknown>, signal = new AbortController().signal) {
  const request = new Request('http://studio.test/create', {
    method: 'POST',
    body: new URLSearchParams({ prompt: 'A waltz', lyrics: 'One, two, three' }),
    signal,
  })
  const keep = (form: FormData) => ({ prompt: form.get('prompt') })
  return postForm({ request, serverAction }, keep, 'Your words are safe.')
}

const failsWith = (problem: unknown) => () => Promise.reject(problem)

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('postForm', () => {
  it('answers what the server answers', async () => {
    await expect(post(async () => 'the answer')).resolves.toBe('the answer')
  })

  it('keeps the form where there is no connection', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    await expect(post(failsWith(new TypeError('Failed to fetch')))).resolves.toMatchObject({
      data: {
        error: {
          code: 'unavailable',
          message: 'No connection. Your words are safe. Try again when you’re back online.',
        },
        prompt: 'A waltz',
      },
      init: { status: 503 },
    })
  })

  it.each([
    ['can’t be reached', new TypeError('Failed to fetch')],
    ['is a gateway’s page', new ErrorResponse(502, 'Bad Gateway', '<h1>502</h1>')],
    ['takes too long', new ErrorResponse(524, '', 'error code: 524')],
    ['answers what nobody can read', new Error('Unable to decode turbo-stream response')],
  ])('keeps the form where the studio %s', async (_, problem) => {
    vi.stubGlobal('navigator', { onLine: true })
    await expect(post(failsWith(problem))).resolves.toMatchObject({
      data: { error: { message: expect.stringContaining('can’t reach') }, prompt: 'A waltz' },
    })
  })

  it('says at its longest text that a form is too large', async () => {
    const tooLarge = new ErrorResponse(
      413,
      'Payload Too Large',
      'That is more than any form takes.',
    )
    await expect(post(failsWith(tooLarge))).resolves.toMatchObject({
      data: {
        error: { code: 'too_large', fields: { lyrics: expect.stringContaining('too long') } },
        prompt: 'A waltz',
      },
    })
  })

  it('keeps the form of a person who was signed out, and leads to sign-in and back', async () => {
    const signIn = '/sign-in?next=%2Fcreate'
    const signedOut = new Response(null, { status: 302, headers: { Location: signIn } })
    await expect(post(failsWith(signedOut))).resolves.toMatchObject({
      data: { error: { code: 'unauthenticated', signIn }, prompt: 'A waltz' },
    })
  })

  it('says what the studio says', async () => {
    const refused = { code: 'unavailable', message: 'Not right now.', requestId: 'r1' }
    await expect(post(failsWith(new ErrorResponse(503, '', refused)))).resolves.toMatchObject({
      data: { error: refused },
    })
  })

  it('lets other redirects through, and what was given up', async () => {
    const redirect = new Response(null, { status: 302, headers: { Location: '/library' } })
    await expect(post(failsWith(redirect))).rejects.toBe(redirect)
    const problem = new DOMException('given up', 'AbortError')
    await expect(post(failsWith(problem), AbortSignal.abort())).rejects.toBe(problem)
  })
})
