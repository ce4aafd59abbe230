import { writeFileSync } from 'node:fs'
import { composeSong } from './compose-song.ts'
import { encodeMp3 } from './encode-mp3.ts'
import { STYLES } from './genres/styles.ts'
import { renderSong } from './render-song.ts'
import { readWishes } from './song-wishes.ts'
import { measureLoudness } from './sound/loudness.ts'

/**
 * Prints for each genre how many times faster than real time one core makes a song (by the thread's
 * CPU time, so that a busy machine measures the same), its loudness and its peak. Run with `node stand-ins/composer/composer.bench.ts [seconds] [folder for the MP3s]`.
 */
const durationSeconds = Number(process.argv[2] ?? 40)
const folder = process.argv[3]
for (const genre of Object.keys(STYLES)) {
  const wishes = readWishes({ prompt: genre, durationSeconds, seed: 7 })
  const began = cpuMilliseconds()
  const song = composeSong(wishes)
  const composed = cpuMilliseconds()
  const audio = renderSong(song)
  const rendered = cpuMilliseconds()
  const mp3 = await encodeMp3(audio)
  const encoded = cpuMilliseconds()
  let peak = 0
  for (let i = 0; i < audio.left.length; i++) {
    peak = Math.max(peak, Math.abs(audio.left[i] ?? 0), Math.abs(audio.right[i] ?? 0))
  }
  const times = (from: number, to: number) => ((durationSeconds * 1000) / (to - from)).toFixed(0)
  console.log(
    `${genre.padEnd(12)} ${times(began, encoded).padStart(4)}× real time (score ${(composed - began).toFixed(0)} ms, ` +
      `render ${times(composed, rendered)}×, encode ${times(rendered, encoded)}×)  ` +
      `${measureLoudness(audio).toFixed(1)} LUFS  peak ${(20 * Math.log10(peak)).toFixed(1)} dBFS  ` +
      `${wishes.bpm} BPM, ${wishes.mood}, ${wishes.key.mode}`,
  )
  if (folder) writeFileSync(`${folder}/${genre.replace(/\W+/g, '-')}.mp3`, mp3)
}

function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
