import { z } from 'zod'

/** What a song may ask for, whoever makes it. Lengths in characters, times in seconds. */
export type SongOrder = {
  prompt: string
  lyrics: string | null
  instrumental: boolean
  durationSeconds: number | null
  genre: string | null
  mood: string | null
  bpm: number | null
  key: string | null
  seed: number | null
}

const MODEL_IDS = ['minimax-music-2', 'minimax-music-2.5'] as const
export type ModelId = (typeof MODEL_IDS)[number]

export type ProviderName = 'fal' | 'replicate'

/** A provider's endpoint that can make a model's songs, and how to ask it. */
export type Engine = {
  provider: ProviderName
  endpoint: string
  /** What the song costs us, in millionths of a US dollar. */
  costMicros(order: SongOrder): number
  /** An attempt that isn't done after this long is given up for the next engine. */
  timeoutSeconds: number
  /** Whether it can make just this song: one that can't is passed over, and nothing is cut to fit. */
  fits(order: SongOrder): boolean
  input(order: SongOrder): Record<string, unknown>
}

/** A model people choose. `length: "hint"` models take a length as a wish and never refuse one. */
export type Model = {
  id: ModelId
  name: string
  vocals: boolean
  instrumental: boolean
  prompt: { min: number; max: number }
  lyrics: { min: number; max: number; required: boolean }
  length: 'exact' | 'hint'
  durationSeconds: { min: number; max: number }
  /** The wishes it takes as parameters; all others reach it as words in the prompt. */
  honours: string[]
  credits: { perTrack: number }
  engines: [Engine, ...Engine[]]
}

/** The providers' own defaults are mono at 32 kHz. FAL wants these numbers as strings. */
const STUDIO_SOUND = {
  audio_setting: { format: 'mp3', sample_rate: '44100', bitrate: '256000', channel: '2' },
}

export const CATALOGUE: Record<ModelId, Model> = {
  'minimax-music-2': {
    id: 'minimax-music-2',
    name: 'MiniMax Music 2',
    vocals: true,
    instrumental: false,
    prompt: { min: 1, max: 300 },
    lyrics: { min: 10, max: 3000, required: true },
    length: 'hint',
    durationSeconds: { min: 15, max: 300 },
    honours: [],
    credits: { perTrack: 5 },
    engines: [
      {
        provider: 'fal',
        endpoint: 'fal-ai/minimax-music/v2',
        costMicros: () => 30_000,
        timeoutSeconds: 600,
        fits: () => true,
        input: (order) => ({
          prompt: composePrompt(order, 10),
          lyrics_prompt: order.lyrics,
          ...STUDIO_SOUND,
        }),
      },
    ],
  },
  'minimax-music-2.5': {
    id: 'minimax-music-2.5',
    name: 'MiniMax Music 2.5',
    vocals: true,
    instrumental: true,
    prompt: { min: 1, max: 2000 },
    lyrics: { min: 1, max: 3500, required: false },
    length: 'hint',
    durationSeconds: { min: 15, max: 300 },
    honours: [],
    credits: { perTrack: 5 },
    engines: [
      {
        provider: 'fal',
        endpoint: 'fal-ai/minimax-music/v2.5',
        costMicros: () => 150_000,
        timeoutSeconds: 600,
        fits: () => true,
        input: (order) => ({
          prompt: composePrompt(order, 1),
          ...(order.lyrics === null ? {} : { lyrics: order.lyrics }),
          is_instrumental: order.instrumental,
          lyrics_optimizer: !order.instrumental && order.lyrics === null,
          ...STUDIO_SOUND,
        }),
      },
    ],
  },
}

/** How long a text is for the models: they count Unicode characters, not the halves of an emoji. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** The prompt with the wishes as words; one below `min` is lengthened by saying that it is a song. */
export function composePrompt(order: SongOrder, min: number): string {
  const composed = [order.prompt, ...wishWords(order)].join(', ')
  if (lengthOf(composed) >= min) return composed
  const longer = `a song, ${composed}`
  return longer + '.'.repeat(Math.max(0, min - lengthOf(longer)))
}

function wishWords(order: SongOrder): string[] {
  return [
    order.genre,
    order.mood && `${order.mood} mood`,
    order.bpm && `${order.bpm} BPM`,
    order.key && `in ${order.key}`,
    order.durationSeconds && `about ${order.durationSeconds} seconds long`,
  ].filter((words): words is string => Boolean(words))
}

/** `GET /api/models`: the catalogue without its engines. */
export function listModels() {
  return Object.values(CATALOGUE).map(({ engines: _, ...model }) => model)
}

export const ModelChoice = z.enum(['auto', ...MODEL_IDS])

/** The engines that can make this song with a stored track's model, the preferred one first. */
export function enginesFor(model: string, order: SongOrder): Engine[] {
  // Rows are written with a model of the catalogue, and models are never taken out of it.
  return CATALOGUE[model as ModelId].engines.filter((engine) => engine.fits(order))
}

/** The engine that an attempt at a stored job went to. One that is no longer offered is another one of its model. */
export function engineNamed(
  model: string,
  { provider, endpoint }: { provider: string; endpoint: string },
): Engine {
  const { engines } = CATALOGUE[model as ModelId]
  const named = engines.find((each) => each.provider === provider && each.endpoint === endpoint)
  return named ?? engines[0]
}
