import { describe, expect, it } from 'vitest'
import type { ModelAnswer } from '../api/model-answer.ts'
import { readOffer } from './offer.ts'

const songs: ModelAnswer = {
  id: 'minimax-music-2',
  name: 'Songs',
  vocals: true,
  lyrics: { min: 10, max: 3000, required: true },
  instrumental: false,
  prompt: { min: 1, max: 300 },
  length: 'hint',
  durationSeconds: { min: 15, max: 300 },
  honours: [],
  credits: { perTrack: 5 },
}
const exact: ModelAnswer = {
  ...songs,
  id: 'stable-audio-2.5',
  name: 'Exact',
  vocals: false,
  lyrics: { min: 0, max: 0, required: false },
  instrumental: true,
  prompt: { min: 1, max: 2000 },
  length: 'exact',
  durationSeconds: { min: 20, max: 190 },
  durationSecondsDefault: 120,
  honours: ['duration', 'seed'],
}
const MODELS = [songs, exact]
const UNLIMITED = Number.POSITIVE_INFINITY

describe('what the form offers', () => {
  it('is what the chosen model takes', () => {
    expect(readOffer(MODELS, 'minimax-music-2', UNLIMITED)).toEqual({
      name: 'Songs',
      voice: 'always',
      prompt: { min: 1, max: 300 },
      lyrics: { min: 10, max: 3000, required: true },
      length: 'hint',
      duration: { min: 15, max: 300, fallback: null },
      honours: [],
    })
    expect(readOffer(MODELS, 'stable-audio-2.5', UNLIMITED)).toMatchObject({
      voice: 'never',
      length: 'exact',
      duration: { min: 20, max: 190, fallback: 120 },
      honours: ['duration', 'seed'],
    })
    const both = { ...exact, vocals: true }
    expect(readOffer([both], both.id, UNLIMITED).voice).toBe('free')
  })

  it.each(['auto', '', 'a model that is gone'])(
    'has the widest limits and is sure of nothing while the choice is "%s"',
    (choice) => {
      expect(readOffer(MODELS, choice, UNLIMITED)).toEqual({
        name: 'The model that is picked',
        voice: 'free',
        prompt: { max: 2000 },
        lyrics: { min: 1, max: 3000, required: false },
        length: 'hint',
        duration: { min: 15, max: 300, fallback: null },
        honours: [],
      })
    },
  )

  it('stops at the longest track of the studio', () => {
    expect(readOffer(MODELS, 'stable-audio-2.5', 60).duration).toEqual({
      min: 20,
      max: 60,
      fallback: 60,
    })
    expect(readOffer(MODELS, 'auto', 60).duration.max).toBe(60)
  })
})
