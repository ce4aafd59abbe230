import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { decodeWithFfmpeg, type Sound } from './decode-with-ffmpeg.ts'

export type Recording = { name: string; bpm: number; decode(): Sound }

const SONGS = '/usr/share/games/fretsonfire/data/songs/{sectoid,muldjord}/*/notes.mid'

/** Songs of the game Frets on Fire: band and guitar as two files, which belong together, and a chart. */
export function findRecordings(): Recording[] {
  return globSync(SONGS)
    .sort()
    .map((chart) => ({
      name: basename(dirname(chart)),
      bpm: readChartedBpm(readFileSync(chart)),
      decode: () => {
        const inputs = ['song.ogg', 'guitar.ogg'].flatMap((file) => [
          '-i',
          join(dirname(chart), file),
        ])
        return decodeWithFfmpeg([...inputs, '-filter_complex', 'amix=inputs=2:normalize=0'])
      },
    }))
}

/** Standard MIDI file: the event FF 51 03 has the microseconds of a quarter. Each of these songs has one tempo. */
function readChartedBpm(chart: Buffer): number {
  const at = chart.indexOf(Buffer.of(0xff, 0x51, 0x03))
  if (at < 0) throw new Error('The chart names no tempo')
  return 60_000_000 / chart.readUIntBE(at + 3, 3)
}
