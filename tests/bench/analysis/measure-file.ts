import { createReadStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'

/**
 * A process of its own that measures one MP3, so that nothing else counts: prints how many seconds of
 * CPU decoding and measuring took, and how many megabytes it grew by.
 */
const [file = ''] = process.argv.slice(2)
const megabytesAtStart = process.memoryUsage.rss() / 2 ** 20
const { readMp3 } = await import('../../../worker/audio/mp3/read-mp3.ts')
const { SoundAnalysis } = await import('../../../worker/audio/analysis/sound-analysis.ts')

const began = process.cpuUsage()
const analysis = new SoundAnalysis()
// Node's type of the same web stream.
const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
const read = await readMp3(body, analysis.hear)
const measures = analysis.measures()
const { user, system } = process.cpuUsage(began)
if (!read.ok || measures === null) throw new Error(`${file} can’t be read`)

console.log(
  JSON.stringify({
    soundSeconds: measures.durationSeconds,
    cpuSeconds: (user + system) / 1_000_000,
    megabytes: megabytesAtMost() - megabytesAtStart,
  }),
)

/** Linux counts what a process had before it became this one to `maxRSS`, which was its parent's memory. */
function megabytesAtMost(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
