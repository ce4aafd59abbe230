import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { streamOf } from '../audio/testdata/fixtures.ts'
import { RefusedBody } from './refused-body.ts'
import { watchBody } from './watch-body.ts'

const BYTES = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
const BOUNDS = { bytesMax: 1000, pauseSecondsMax: 1 }

const readAll = async (body: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(body).arrayBuffer())

/** Gives a byte, then nothing more, and says whether it was canceled. */
function stoppingBody() {
  const state = { isCanceled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Uint8Array.of(1)),
      cancel: () => {
        state.isCanceled = true
      },
    },
    { highWaterMark: 2 },
  )
  return { body, state }
}

async function refusalOf(body: ReadableStream<Uint8Array>): Promise<RefusedBody['reason']> {
  const error = await readAll(body).catch((thrown: unknown) => thrown)
  if (!(error instanceof RefusedBody)) throw new Error('The body was not refused')
  return error.reason
}

describe('watchBody', () => {
  it('gives the same bytes and their sum', async () => {
    const { body, sha256 } = watchBody(streamOf(BYTES, [7, 100]), BOUNDS)
    expect(await readAll(body)).toEqual(BYTES)
    expect(sha256()).toBe(createHash('sha256').update(BYTES).digest('hex'))
  })

  it('refuses a body that is longer than it may be', async () => {
    const bounds = { ...BOUNDS, bytesMax: 999 }
    expect(await refusalOf(watchBody(streamOf(BYTES), bounds).body)).toBe('too_large')
  })

  it('refuses a body that stops for too long, and cancels it', async () => {
    const { body, state } = stoppingBody()
    const bounds = { ...BOUNDS, pauseSecondsMax: 0.05 }
    expect(await refusalOf(watchBody(body, bounds).body)).toBe('truncated')
    expect(state.isCanceled).toBe(true)
  })
})
