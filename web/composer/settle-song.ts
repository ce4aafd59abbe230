import type { Offer } from '../models/offer.ts'
import { takesSeed } from '../models/takes-seed.ts'
import type { ComposerValues } from './composer-values.ts'
import { blankSong, type SongField, type SongValues } from './song-values.ts'

/** What the composer holds and wouldn't send. Choosing `use` makes it count. */
export type Unused = { sentence: string; use: Partial<ComposerValues> }

const WISHES = ['genre', 'mood', 'bpm', 'key', 'durationSeconds', 'seed'] as const

/** The song that a press would send: what is hidden is left out, and what the model fixes is fixed. */
export function settleSong(values: ComposerValues, offer: Offer): SongValues {
  const { mode, ...song } = values
  const instrumental = isInstrumental(values, offer) ? 'true' : ''
  if (mode === 'simple')
    return { ...blankSong(song.prompt), instrumental, variations: song.variations }
  return {
    ...song,
    instrumental,
    lyrics: instrumental ? '' : song.lyrics,
    seed: takesSeed(offer) ? song.seed : '',
  }
}

/** Whether the track will have no voice: by choice, or because the model sings always or never. */
export function isInstrumental({ instrumental }: ComposerValues, { voice }: Offer): boolean {
  return voice === 'never' || (voice === 'free' && instrumental === 'true')
}

/** Says what `settleSong` leaves out; null when that is nothing. */
export function findUnused(values: ComposerValues, offer: Offer): Unused | null {
  if (values.mode === 'simple') return findHidden(values)
  if (!isInstrumental(values, offer) || values.lyrics.trim() === '') return null
  const sings = { instrumental: '', ...(offer.voice === 'never' ? { model: 'auto' } : {}) }
  return { sentence: 'Your lyrics aren’t used in an instrumental.', use: sings }
}

function findHidden(values: ComposerValues): Unused | null {
  const has = (field: SongField) => values[field].trim() !== ''
  const wishes = WISHES.filter(has).length
  const hidden = [
    has('title') ? 'title' : null,
    has('lyrics') ? 'lyrics' : null,
    values.model === 'auto' || !has('model') ? null : 'model',
    wishes > 0 ? `${wishes} ${wishes === 1 ? 'wish' : 'wishes'}` : null,
  ].filter((name) => name !== null)
  const [first, ...others] = hidden
  if (first === undefined) return null
  const isOne = others.length === 0 && ['title', 'model', '1 wish'].includes(first)
  const names = new Intl.ListFormat('en').format(hidden)
  const sentence = `Your ${names} from Custom ${isOne ? 'isn’t' : 'aren’t'} used.`
  return { sentence, use: { mode: 'custom' } }
}
