import type { ModelAnswer } from '../api/model-answer.ts'

type Terms = { name: string; address: string }

/** What we know about using a model's music, and what we don't. For the operator to keep true. */
export type ModelLicense = {
  /** Who made the model. */
  maker: string
  known: string
  unknown: string
  /** Where it stands: the maker's terms, and those of the services that run the model for us. */
  terms: readonly Terms[]
}

const FAL: Terms = { name: 'fal.ai, terms of service', address: 'https://fal.ai/terms' }
const REPLICATE: Terms = {
  name: 'Replicate, terms of service',
  address: 'https://replicate.com/terms',
}
const MINIMAX: Terms = { name: 'MiniMax', address: 'https://www.minimax.io' }

const MINIMAX_LICENSE = {
  maker: 'MiniMax',
  known:
    'The model isn’t open: MiniMax offers it through services that charge for each track, and we pay for yours. Their terms and MiniMax’s own apply to what comes out.',
  unknown:
    'We have no promise from MiniMax about commercial use that we could pass on to you, and we don’t know what the model was trained on. Before a release or an advertisement, read their terms or ask them.',
  terms: [MINIMAX, FAL, REPLICATE],
}

export const MODEL_LICENSES: Readonly<Record<ModelAnswer['id'], ModelLicense>> = {
  'minimax-music-2': MINIMAX_LICENSE,
  'minimax-music-2.5': MINIMAX_LICENSE,
  'stable-audio-2.5': {
    maker: 'Stability AI',
    known:
      'Stability AI offers the model for commercial work, and says that its audio models are trained on licensed recordings. Its license sets conditions, among others by how much a company earns.',
    unknown:
      'We don’t know whether its conditions are met by you or your company, nor how they apply to a track that was made through another service.',
    terms: [
      { name: 'Stability AI, license', address: 'https://stability.ai/license' },
      FAL,
      REPLICATE,
    ],
  },
  'ace-step': {
    maker: 'ACE Studio and StepFun',
    known:
      'The first version’s weights are published under the Apache License 2.0, which allows commercial use of the model. That license doesn’t speak about the music itself.',
    unknown:
      'We don’t know which version fal.ai runs, nor all that the model was trained on. Its makers ask not to pass its music off as made by people, and to check that it doesn’t resemble somebody’s work.',
    terms: [
      {
        name: 'ACE-Step, model card',
        address: 'https://huggingface.co/ACE-Step/ACE-Step-v1-3.5B',
      },
      FAL,
    ],
  },
}
