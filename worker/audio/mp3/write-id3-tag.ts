import { ID3Writer } from 'browser-id3-writer'

/** What a file says of its song. Null for what isn't known. */
export type SongTags = {
  title: string
  artist: string
  year: number
  bpm: number | null
  /** Like "F# minor". */
  key: string | null
  genre: string | null
  lyrics: string | null
  /** How it was made, as JSON. */
  recipe: string
  /** A PNG. */
  cover: Uint8Array | null
}

/** IPTC's code for what a trained model has made. */
export const MADE_BY_A_MODEL =
  'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
/** ISO 639-2: nobody says which language the lyrics are in. */
const UNKNOWN_LANGUAGE = 'und'
const FRONT_COVER = 3

/** An ID3v2.3 tag, to stand before the frames of an MP3. It always says that a model made the song. */
export function writeId3Tag(tags: SongTags): Uint8Array {
  // Its types don't know the padding, which is of use only to who edits the file in place.
  const writer = Object.assign(new ID3Writer(new ArrayBuffer(0)), { padding: 0 })
  writer.setFrame('TIT2', tags.title)
  writer.setFrame('TPE1', [tags.artist])
  writer.setFrame('TYER', tags.year)
  if (tags.bpm !== null) writer.setFrame('TBPM', Math.round(tags.bpm))
  if (tags.key !== null) writer.setFrame('TKEY', shortKey(tags.key))
  if (tags.genre !== null) writer.setFrame('TCON', [tags.genre])
  if (tags.lyrics !== null)
    writer.setFrame('USLT', { language: UNKNOWN_LANGUAGE, description: '', lyrics: tags.lyrics })
  writer.setFrame('COMM', { language: 'eng', description: 'Recipe', text: tags.recipe })
  writer.setFrame('TXXX', { description: 'AI_GENERATED', value: 'true' })
  writer.setFrame('TXXX', { description: 'DIGITAL_SOURCE_TYPE', value: MADE_BY_A_MODEL })
  if (tags.cover !== null) {
    const data = tags.cover.slice().buffer
    writer.setFrame('APIC', { type: FRONT_COVER, data, description: '' })
  }
  return new Uint8Array(writer.addTag())
}

/** "F# minor" is `F#m` to ID3, "C major" is `C`. */
function shortKey(key: string): string {
  const [note = '', mode] = key.split(' ')
  return mode === 'minor' ? `${note}m` : note
}
