import type { ModelAnswer } from '../api/model-answer.ts'

/** What can be asked of the chosen model, and what becomes of it. */
export type Offer = {
  /** How sentences speak of it. */
  name: string
  /** Whether there may be a voice, must be one, or can't. */
  voice: 'free' | 'always' | 'never'
  prompt: { max: number }
  lyrics: { min: number; max: number; required: boolean }
  length: 'exact' | 'hint'
  /** In seconds; `fallback` is what is made when none is asked for, where that is sure. */
  duration: { min: number; max: number; fallback: number | null }
  /** The wishes that it takes as parameters. */
  honours: readonly string[]
}

/**
 * What the chosen model offers. While it is chosen automatically any model may come: the widest limits
 * hold, and only what every model honours is sure. `secondsMax` is the longest track of the studio.
 */
export function readOffer(models: ModelAnswer[], choice: string, secondsMax: number): Offer {
  const model = models.find(({ id }) => id === choice)
  return model ? offerOf(model, secondsMax) : offerOfAny(models, secondsMax)
}

function offerOf(model: ModelAnswer, secondsMax: number): Offer {
  const { name, prompt, lyrics, length, durationSeconds, honours } = model
  const max = Math.min(durationSeconds.max, secondsMax)
  const fallback = 'durationSecondsDefault' in model ? model.durationSecondsDefault : null
  return {
    name,
    voice: voiceOf(model),
    prompt,
    lyrics,
    length,
    duration: { min: durationSeconds.min, max, fallback: fallback && Math.min(fallback, max) },
    honours,
  }
}

function voiceOf({ vocals, instrumental }: ModelAnswer): Offer['voice'] {
  if (!vocals) return 'never'
  return instrumental ? 'free' : 'always'
}

function offerOfAny(models: ModelAnswer[], secondsMax: number): Offer {
  const widest = (read: (model: ModelAnswer) => number) => Math.max(...models.map(read))
  const isTakenByAll = (wish: string) =>
    models.every(({ honours }: Pick<Offer, 'honours'>) => honours.includes(wish))
  return {
    name: 'The model that is picked',
    voice: 'free',
    prompt: { max: widest(({ prompt }) => prompt.max) },
    lyrics: { min: 1, max: widest(({ lyrics }) => lyrics.max), required: false },
    length: models.every(({ length }) => length === 'exact') ? 'exact' : 'hint',
    duration: {
      min: Math.min(...models.map(({ durationSeconds }) => durationSeconds.min)),
      max: Math.min(
        widest(({ durationSeconds }) => durationSeconds.max),
        secondsMax,
      ),
      fallback: null,
    },
    honours: (models[0]?.honours ?? []).filter(isTakenByAll),
  }
}
