import type { ModelAnswer } from '../api/model-answer.ts'

/** What the form offers for the chosen model. */
export type Offer = {
  /** The model's name in sentences. */
  name: string
  /** Whether a voice is a choice, always there, or never. */
  voice: 'free' | 'always' | 'never'
  prompt: { max: number }
  lyrics: { min: number; max: number; required: boolean }
  length: 'exact' | 'hint'
  /** In seconds. `fallback` is the length of a track when none is asked for; null where the model decides. */
  duration: { min: number; max: number; fallback: number | null }
  /** The wishes that the model takes as parameters. */
  honours: readonly string[]
}

/**
 * The offer of the chosen model. While the choice is automatic, any model may be picked: the limits
 * are the widest there are, and only what every model honours counts. `secondsMax` is the studio's
 * longest track.
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
