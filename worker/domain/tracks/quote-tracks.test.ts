import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../../errors.ts'
import { CATALOGUE } from '../../providers/catalogue.ts'
import type { ModelId } from '../../providers/model.ts'
import { draftRequest } from './draft-request.ts'
import { NewTrack } from './new-track.ts'
import { quoteTracks } from './quote-tracks.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const UNLIMITED = Number.POSITIVE_INFINITY
// The keys of the catalogue are its model ids.
const MODEL_IDS = Object.keys(CATALOGUE) as ModelId[]

const anySong = fc.record({
  model: fc.constantFrom('auto' as const, ...MODEL_IDS),
  durationSeconds: fc.option(fc.integer({ min: 15, max: 300 }), { nil: undefined }),
  variations: fc.integer({ min: 1, max: 4 }),
  lyrics: fc.option(fc.integer({ min: 1, max: 3500 }), { nil: undefined }),
  instrumental: fc.boolean(),
  seed: fc.option(fc.integer({ min: 0, max: 4_294_967_295 }), { nil: undefined }),
})
const anyStudio = fc.oneof(fc.constant(UNLIMITED), fc.integer({ min: 15, max: 300 }))

/** What a POST of this song would hold; null when it is refused. */
async function holdFor(song: Record<string, unknown>, longestTrackSeconds: number) {
  const asked = { userId: 'ada', song: NewTrack.parse(song), idempotencyKey: null }
  try {
    const { tracks } = await draftRequest(asked, { now: NOW, longestTrackSeconds })
    return {
      credits: tracks.reduce((sum, { job }) => sum + job.credits, 0),
      tracks: tracks.map(({ track }) => track),
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') return null
    throw error
  }
}

const quoteFor = (
  asked: Partial<Parameters<typeof quoteTracks>[0]>,
  longestTrackSeconds = UNLIMITED,
): number =>
  quoteTracks(
    { model: 'auto', variations: 1, hasLyrics: false, instrumental: true, ...asked },
    longestTrackSeconds,
  )

describe('the quote', () => {
  it('is what the request holds, for every model and every wish', async () => {
    const held = new Map<string, Set<number>>()
    await fc.assert(
      fc.asyncProperty(anySong, anyStudio, async (wishes, longest) => {
        const lyrics = wishes.lyrics && 'l'.repeat(wishes.lyrics)
        const hold = await holdFor({ prompt: 'rain', ...wishes, lyrics }, longest)
        if (hold === null) return
        const quote = quoteFor({ ...wishes, hasLyrics: lyrics !== undefined }, longest)
        expect(quote).toBe(hold.credits)
        const amounts = held.get(wishes.model) ?? new Set()
        held.set(wishes.model, amounts.add(quote))
      }),
      { numRuns: 3_000 },
    )
    expect([...held.keys()].sort()).toEqual(['auto', ...MODEL_IDS].sort())
    expect([...(held.get('auto') ?? [])].sort((a, b) => a - b)).toEqual([5, 10, 15, 20])
    expect(held.get('ace-step')?.size).toBeGreaterThan(8)
  })

  it.each([
    [15, 1],
    [30, 1],
    [31, 2],
    [60, 2],
    [61, 3],
    [240, 8],
  ])('charges for every 30 seconds begun: %i seconds', (durationSeconds, credits) => {
    expect(quoteFor({ model: 'ace-step', durationSeconds })).toBe(credits)
    expect(quoteFor({ model: 'ace-step', durationSeconds, variations: 3 })).toBe(3 * credits)
  })

  it('is for the default length when the song names none', async () => {
    expect(quoteFor({ model: 'ace-step' })).toBe(2)
    const hold = await holdFor({ prompt: 'x', model: 'ace-step', instrumental: true }, UNLIMITED)
    expect(hold).toMatchObject({ credits: 2, tracks: [{ requestedDurationSeconds: 60 }] })
  })

  it('is for the longest track of a free studio when the default length is longer', async () => {
    expect(quoteFor({ model: 'ace-step' }, 30)).toBe(1)
    const stable = { prompt: 'x', model: 'stable-audio-2.5', instrumental: true }
    expect(await holdFor(stable, 30)).toMatchObject({ tracks: [{ requestedDurationSeconds: 30 }] })
    expect(await holdFor(stable, UNLIMITED)).toMatchObject({
      tracks: [{ requestedDurationSeconds: 120 }],
    })
    const hint = { prompt: 'x', instrumental: true }
    expect(await holdFor(hint, 30)).toMatchObject({ tracks: [{ requestedDurationSeconds: null }] })
  })

  it('is refused for a length that the model does not make', () => {
    expect(() => quoteFor({ model: 'ace-step', durationSeconds: 241 })).toThrow(
      'ACE-Step makes tracks of 15 to 240 seconds.',
    )
    expect(quoteFor({ model: 'minimax-music-2.5', durationSeconds: 300 })).toBe(5)
  })
})

it('gives each variation the next seed, beginning with the given one', async () => {
  const seedsFrom = async (seed: number) => {
    const song = { prompt: 'x', model: 'ace-step', instrumental: true, variations: 3, seed }
    return (await holdFor(song, UNLIMITED))?.tracks.map((track) => track.seed)
  }
  expect(await seedsFrom(7)).toEqual([7, 8, 9])
  expect(await seedsFrom(4_294_967_295)).toEqual([4_294_967_295, 0, 1])
})
