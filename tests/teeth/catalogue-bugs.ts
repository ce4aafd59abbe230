// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const CATALOGUE = 'tests/contracts/catalogue.test.ts'
const MODELS = 'worker/routes/models.test.ts'
const QUOTE = 'worker/domain/tracks/quote-tracks.test.ts'

/** Songs that differ from what was asked for, and prices that don't fit them. */
export const CATALOGUE_BUGS: readonly PlantedBug[] = [
  {
    name: 'the quote ignores the length',
    file: 'worker/domain/tracks/quote-tracks.ts',
    find: 'const seconds = settleSeconds(model, wished, longestTrackSeconds)',
    replace: 'const seconds = settleSeconds(model, null, longestTrackSeconds)',
    test: QUOTE,
  },
  {
    name: 'a track is held at the price of its default length',
    file: 'worker/domain/tracks/draft-request.ts',
    find: '{ seconds: track.requestedDurationSeconds, variations: 1 }',
    replace:
      "{ seconds: 'durationSecondsDefault' in model ? model.durationSecondsDefault : null, variations: 1 }",
    test: QUOTE,
  },
  {
    name: 'seconds that only begin another thirty are free',
    file: 'worker/domain/credits/credit-prices.ts',
    find: 'Math.ceil((seconds ?? durationSeconds.max) / PRICED_SECONDS)',
    replace: 'Math.max(1, Math.floor((seconds ?? durationSeconds.max) / PRICED_SECONDS))',
    test: QUOTE,
  },
  {
    name: 'a model is sold for less than it costs',
    file: 'worker/providers/models/stable-audio-2.5.ts',
    find: 'credits: { perTrack: 6 }',
    replace: 'credits: { perTrack: 2 }',
    test: CATALOGUE,
  },
  {
    name: 'an engine is used that does not fit the song',
    file: 'worker/providers/catalogue.ts',
    find: 'engines.filter((engine) => engine.fits(order))',
    replace: 'engines.filter((engine) => engine.fits(order) || order.lyrics !== null)',
    test: CATALOGUE,
  },
  {
    name: 'lyrics are cut to what the fallback engine takes',
    file: 'worker/providers/models/minimax-music-2.ts',
    find: 'lyrics: order.lyrics, ...REPLICATE_SOUND,',
    replace: 'lyrics: order.lyrics?.slice(0, 500), ...REPLICATE_SOUND,',
    test: CATALOGUE,
  },
  {
    name: 'a seed is dropped on its way to a model that takes one',
    file: 'worker/providers/models/ace-step.ts',
    find: '...(seed === null ? {} : { seed })',
    replace: '...(seed ? { seed } : {})',
    test: CATALOGUE,
  },
  {
    name: 'all variations are the same track, each paid for',
    file: 'worker/domain/tracks/draft-request.ts',
    find: '(seed + variation) % SEEDS',
    replace: 'seed',
    test: MODELS,
  },
  {
    name: 'a voice is left out when the person wrote no words for it',
    file: 'worker/providers/models/ace-step.ts',
    find: 'fits: (order) => !wantsWords(order),',
    replace: 'fits: () => true,',
    test: MODELS,
  },
  {
    name: 'an exact model is asked for more than it makes',
    file: 'worker/domain/tracks/choose-model.ts',
    find: 'asked >= min && asked <= max',
    replace: 'asked >= min',
    test: MODELS,
  },
  {
    name: 'a WAV is taken for broken music',
    file: 'worker/audio/read-sound.ts',
    find: "'audio/wav': readWav",
    replace: "'audio/wav': readMp3",
    test: MODELS,
  },
]
