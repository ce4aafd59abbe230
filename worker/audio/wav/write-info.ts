import { MADE_BY_A_MODEL, type SongTags } from '../mp3/write-id3-tag.ts'
import type { InfoText } from './wrap-wav.ts'

/**
 * The part of a song's tags that `LIST/INFO` has names for: some programs, as ffmpeg, read nothing else once it is
 * there. It always says that a model made the song.
 */
export function writeInfo({ title, artist, year, bpm, genre, lyrics }: SongTags): InfoText[] {
  return [
    ['INAM', title],
    ['IART', artist],
    ['ICRD', String(year)],
    ...(bpm === null ? [] : [['IBPM', String(Math.round(bpm))] as const]),
    ...(genre === null ? [] : [['IGNR', genre] as const]),
    ...(lyrics === null ? [] : [['ILYC', lyrics] as const]),
    ['ICMT', `Made by a model: ${MADE_BY_A_MODEL}`],
  ]
}
