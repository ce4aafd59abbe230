import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS, validateInput } from '../../stand-ins/fal/endpoints.ts'
import { validateInput as validateByReplicate } from '../../stand-ins/replicate/input-schema.ts'
import { findModel } from '../../stand-ins/replicate/models.ts'
import { priceTracks } from '../../worker/domain/credits/credit-prices.ts'
import { chooseModel } from '../../worker/domain/tracks/choose-model.ts'
import { DomainError } from '../../worker/errors.ts'
import { CATALOGUE, enginesFor } from '../../worker/providers/catalogue.ts'
import { lengthOf } from '../../worker/providers/compose-prompt.ts'
import type { Engine, Model, SongOrder } from '../../worker/providers/model.ts'
import { PACKS } from '../../worker/states/packs.ts'
import { PRICED_SECONDS } from '../../worker/states/priced-seconds.ts'

const MODELS = Object.values(CATALOGUE)
const ENGINES = MODELS.flatMap((model) => model.engines.map((engine) => ({ model, engine })))

/** Texts of these lengths and others, in characters that may be two UTF-16 units each. */
const textOf = (lengths: number[], max: number) =>
  fc
    .tuple(
      fc.oneof(fc.constantFrom(...lengths), fc.integer({ min: 1, max })),
      fc.constantFrom('a', 'é', '🎻', 'la '),
    )
    .map(([length, piece]) => [...piece.repeat(length)].slice(0, length).join(''))

/** Any order that the API's schema accepts. */
const anyOrder: fc.Arbitrary<SongOrder> = fc.record({
  prompt: textOf([1, 9, 10, 250, 300, 301, 1900, 2000], 2000),
  lyrics: fc.option(textOf([1, 9, 10, 600, 601, 3000, 3001, 3500], 3500)),
  instrumental: fc.boolean(),
  durationSeconds: fc.option(
    fc.oneof(fc.constantFrom(15, 190, 191, 240, 241, 300), fc.integer({ min: 15, max: 300 })),
  ),
  genre: fc.option(textOf([1, 40], 40)),
  mood: fc.option(textOf([1, 40], 40)),
  bpm: fc.option(fc.integer({ min: 40, max: 220 })),
  key: fc.option(fc.constantFrom('C major', 'F# minor')),
  seed: fc.option(fc.constantFrom(0, 1, 4_294_967_295)),
})

/** The objections of the endpoint's own schema to an input, and the song that it makes of it. */
function ask({ provider, endpoint }: Engine, input: Record<string, unknown>) {
  if (provider === 'fal') {
    const served = ENDPOINTS[endpoint]
    if (!served) throw new Error(`FAL has no ${endpoint}`)
    return { objections: validateInput(served, input), song: served.songOf(input, 0) }
  }
  const served = findModel(endpoint)
  if (!served) throw new Error(`Replicate has no ${endpoint}`)
  const objections = [...validateByReplicate(served.input, input), served.refuse?.(input)]
  return { objections: objections.filter(Boolean), song: served.songOf(input) }
}

/** Whether the engine's endpoint accepts the order, and sings its words, words of its own, or nothing. */
function canMake(engine: Engine, order: SongOrder): boolean {
  const { objections, song } = ask(engine, engine.input(order))
  const isSungAsOrdered =
    (song.instrumental ?? false) === order.instrumental && (song.lyrics ?? null) === order.lyrics
  return objections.length === 0 && isSungAsOrdered
}

function accepts(model: Model, order: SongOrder): boolean {
  try {
    return chooseModel(model.id, order) === model
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

describe.each(MODELS)('$id', (model) => {
  it('has an engine for every order it accepts, and each takes the order whole', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        fc.pre(accepts(model, order))
        const engines = enginesFor(model.id, order)
        expect(engines.length).toBeGreaterThan(0)
        expect(model.engines.filter((engine) => engines.includes(engine))).toEqual(engines)
        for (const engine of engines) {
          const input = engine.input(order)
          expect(ask(engine, input).objections).toEqual([])
          expectNothingLost(order, input)
          expectHonoured(model, order, input)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('passes over just the engines that would refuse the song or sing something else', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        fc.pre(accepts(model, order))
        for (const engine of model.engines)
          expect(engine.fits(order), engine.endpoint).toBe(canMake(engine, order))
      }),
      { numRuns: 500 },
    )
  })

  it('covers the dearest engine at the end of every 30 seconds, even with the cheapest credits', () => {
    const cents = Math.min(...PACKS.map(({ priceCents, credits }) => priceCents / credits))
    expect(cents).toBe(7.45)
    const { min, max } = model.durationSeconds
    const steps = Array.from({ length: Math.ceil(max / PRICED_SECONDS) }, (_, step) =>
      Math.min(max, (step + 1) * PRICED_SECONDS),
    )
    for (const seconds of [min, ...steps]) {
      const paidCents = priceTracks(model, { seconds, variations: 1 }) * cents
      for (const engine of model.engines) {
        const order = { ...BLANK, durationSeconds: seconds }
        const costCents = engine.costMicros(order) / 10_000
        expect({ seconds, engine: engine.endpoint, isCovered: paidCents >= costCents }).toEqual({
          seconds,
          engine: engine.endpoint,
          isCovered: true,
        })
        expect(costCents).toBeGreaterThan(0)
      }
    }
  })
})

it('gives each attempt up early enough to try every engine within the job’s fifteen minutes', () => {
  for (const { model } of ENGINES)
    expect(model.engines.reduce((sum, engine) => sum + engine.timeoutSeconds, 0)).toBeLessThan(900)
})

it('passes over MiniMax 1.5 for lyrics that it would have to cut', () => {
  const endpointsFor = (lyrics: string) =>
    enginesFor('minimax-music-2', { ...BLANK, lyrics }).map(({ endpoint }) => endpoint)
  const both = ['fal-ai/minimax-music/v2', 'minimax/music-1.5']
  expect(endpointsFor('l'.repeat(600))).toEqual(both)
  expect(endpointsFor('🎻'.repeat(600))).toEqual(both)
  expect(endpointsFor('l'.repeat(601))).toEqual(both.slice(0, 1))
})

it.each([
  ['the words it is given', { lyrics: '[verse]\nRain' }, 'fal-ai/ace-step', '[verse]\nRain'],
  ['nothing for an instrumental', { instrumental: true }, 'fal-ai/ace-step', '[instrumental]'],
  ['words of its own', {}, 'fal-ai/ace-step/prompt-to-audio', undefined],
])('lets ACE-Step sing %s', (_, wishes, endpoint, lyrics) => {
  const order = { ...BLANK, ...wishes }
  const engines = enginesFor('ace-step', order)
  expect(engines.map((engine) => engine.endpoint)).toEqual([endpoint])
  expect(engines[0]?.input(order).lyrics).toBe(lyrics)
})

const BLANK: SongOrder = {
  prompt: 'rain',
  lyrics: null,
  instrumental: false,
  durationSeconds: null,
  genre: null,
  mood: null,
  bpm: null,
  key: null,
  seed: null,
}

/** Every word that was given is in the input, whole. */
function expectNothingLost(order: SongOrder, input: Record<string, unknown>): void {
  const texts = Object.values(input).filter((value) => typeof value === 'string')
  if (order.lyrics !== null) expect(texts).toContain(order.lyrics)
  const prompt = String(input.prompt ?? input.tags)
  for (const words of [order.prompt, order.genre, order.mood, order.key])
    expect(prompt).toContain(words ?? '')
  if (order.bpm) expect(prompt).toContain(`${order.bpm} BPM`)
  expect(lengthOf(prompt)).toBeGreaterThanOrEqual(lengthOf(order.prompt))
}

/** Wishes that the model honours are parameters; a length that it doesn't honour is in the prompt. */
function expectHonoured(model: Model, order: SongOrder, input: Record<string, unknown>): void {
  expect(input.seed).toBe(model.honours.includes('seed') ? (order.seed ?? undefined) : undefined)
  const prompt = String(input.prompt ?? input.tags)
  const isSaid = prompt.includes(`about ${order.durationSeconds} seconds long`)
  expect(isSaid).toBe(model.length === 'hint' && order.durationSeconds !== null)
  if (model.length === 'hint') return
  const seconds = input.duration ?? input.seconds_total
  expect(seconds).toBe(order.durationSeconds ?? model.durationSecondsDefault)
  expect(model.honours).toContain('duration')
}
