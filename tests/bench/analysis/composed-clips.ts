import { composeSong } from '../../../stand-ins/composer/compose-song.ts'
import { encodeMp3 } from '../../../stand-ins/composer/encode-mp3.ts'
import { STYLES } from '../../../stand-ins/composer/genres/styles.ts'
import { renderSong } from '../../../stand-ins/composer/render-song.ts'
import { openRandom } from '../../../stand-ins/composer/seeded-random.ts'
import { type Genre, type Key, readWishes } from '../../../stand-ins/composer/song-wishes.ts'

export type Clip = { name: string; bpm: number; key: Key; mp3: Uint8Array }

const CLIPS = 40
const SECONDS = 30
const FIRST_SEED = 11_000
const BPM_MIN = 60
const BPM_MAX = 180

/** Sixteen genres in turn, each at tempi up to a tenth beyond its usual ones. */
export async function* composeClips(): AsyncGenerator<Clip> {
  // The keys of a Record<Genre, …>.
  const genres = Object.keys(STYLES) as Genre[]
  for (let index = 0; index < CLIPS; index += 1) {
    const genre = genres[index % genres.length] ?? 'pop'
    const seed = FIRST_SEED + index
    const bpm = pickBpm(genre, seed)
    yield composeClip(genre, { bpm, seed, durationSeconds: SECONDS })
  }
}

export async function composeClip(
  genre: Genre,
  wishes: { bpm: number; seed: number; durationSeconds: number },
): Promise<Clip> {
  const song = composeSong(readWishes({ prompt: genre, ...wishes }))
  const { bpm, key } = song.wishes
  return { name: genre, bpm, key, mp3: await encodeMp3(renderSong(song)) }
}

function pickBpm(genre: Genre, seed: number): number {
  const [slowest, fastest] = STYLES[genre].bpm
  const bpm = openRandom(seed, 'bench').between(slowest * 0.9, fastest * 1.1)
  return Math.round(10 * Math.min(BPM_MAX, Math.max(BPM_MIN, bpm))) / 10
}
