import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SoundAnalysis, type SoundMeasures } from '../../../worker/audio/analysis/sound-analysis.ts'
import { readMp3 } from '../../../worker/audio/mp3/read-mp3.ts'
import { checkEbuSignal } from '../../../worker/audio/testdata/check-ebu-signal.ts'
import { ebuSignals } from '../../../worker/audio/testdata/ebu-signals.ts'
import { compareWithFfmpeg } from './compare-with-ffmpeg.ts'
import { composeClip, composeClips } from './composed-clips.ts'
import type { Sound } from './decode-with-ffmpeg.ts'
import { installPackages } from './install-packages.ts'
import { isTempo, isTempoUpToOctave, scoreKey } from './judge.ts'
import { findRecordings } from './recordings.ts'
import { makeUnsure } from './sounds-without-pulse.ts'

/**
 * `npm run bench:analysis`: measures things of known truth. Prints each, then what the results with a
 * confidence of 0.8 or more are worth, then one line for machines; fails when one of its aims is missed. Seconds of
 * CPU are an aim only while the machine has nothing else to do.
 */
const COMPARED_FILES = 10
const SURE = 0.8
const SURE_AND_WRONG_MAX = 0.03
/** Of three minutes of stereo MP3. */
const CPU_SECONDS_MAX = 3.5
const MEGABYTES_MAX = 100
const COST_RUNS = 3

/** Of every result with a confidence: was it right? */
const verdicts: { confidence: number; isRight: boolean }[] = []

async function bench(): Promise<void> {
  installPackages()
  const folder = mkdtempSync(join(tmpdir(), 'bench-analysis-'))
  try {
    const ebu = checkEbu()
    const unsure = await measureUnsure()
    const composed = await measureComposed(folder)
    const recorded = await measureRecordings()
    const cost = await measureCost(folder)
    const sure = verdicts.filter(({ confidence }) => confidence >= SURE)
    const wrong = sure.filter(({ isRight }) => !isRight).length
    const isSlow = cost.cpuSeconds > CPU_SECONDS_MAX
    if (isSlow && cost.isBusy) console.log('The machine is busy: its seconds of CPU aren’t judged')
    console.log(
      `ffmpeg agrees on ${composed.agreed}/${COMPARED_FILES} files\n` +
        `of ${sure.length} results with a confidence of ${SURE} or more ${wrong} are wrong\n` +
        `analysis: composed bpm ${composed.bpm}/${composed.count} (octave ${composed.octave}) ` +
        `key ${composed.key}/${composed.count} mirex ${composed.mirex.toFixed(3)} | ` +
        `recorded bpm ${recorded.bpm}/${recorded.count} (octave ${recorded.octave}) | ` +
        `unsure ${unsure.open}/${unsure.count} | ebu ${ebu.right}/${ebu.count} | ` +
        `cpu ${cost.cpuSeconds.toFixed(2)} s peak ${cost.megabytes.toFixed(0)} MB`,
    )
    const isReached =
      composed.bpm >= 34 &&
      composed.octave >= 39 &&
      composed.key >= 34 &&
      composed.mirex >= 0.92 &&
      composed.agreed === COMPARED_FILES &&
      recorded.bpm >= 5 &&
      recorded.octave >= 7 &&
      unsure.open >= 9 &&
      ebu.right === ebu.count &&
      (!isSlow || cost.isBusy) &&
      cost.megabytes <= MEGABYTES_MAX &&
      wrong <= SURE_AND_WRONG_MAX * sure.length
    process.exitCode = isReached ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureComposed(folder: string) {
  const sums = { count: 0, bpm: 0, octave: 0, key: 0, mirex: 0, agreed: 0 }
  for await (const { name, bpm, key, mp3 } of composeClips()) {
    const analysis = new SoundAnalysis()
    const read = await readMp3(new Blob([mp3 as Uint8Array<ArrayBuffer>]).stream(), analysis.hear)
    const measures = measuresOf(analysis)
    if (!read.ok) throw new Error(`${name}: ${read.reason}`)
    const keyScore = scoreKey(measures.key, key)
    sums.bpm += count(isTempo(measures.bpm, bpm))
    sums.octave += count(isTempoUpToOctave(measures.bpm, bpm))
    sums.key += count(keyScore === 1)
    sums.mirex += keyScore
    note(measures.bpmConfidence, isTempo(measures.bpm, bpm))
    note(measures.keyConfidence, keyScore === 1)
    const differences: string[] = []
    if (sums.count < COMPARED_FILES) {
      const file = join(folder, `${sums.count}.mp3`)
      writeFileSync(file, mp3)
      differences.push(...compareWithFfmpeg(file, measures))
      sums.agreed += count(differences.length === 0)
    }
    sums.count += 1
    const truth = `${bpm} BPM ${'C Db D Eb E F F# G Ab A Bb B'.split(' ')[key.tonic]} ${key.mode}`
    console.log([name.padEnd(12), truth.padEnd(22), say(measures), ...differences].join('  '))
  }
  return { ...sums, mirex: sums.mirex / Math.max(1, sums.count) }
}

async function measureRecordings() {
  const sums = { count: 0, bpm: 0, octave: 0 }
  for (const { name, bpm, decode } of findRecordings()) {
    const measures = await measure(decode())
    sums.count += 1
    sums.bpm += count(isTempo(measures.bpm, bpm))
    sums.octave += count(isTempoUpToOctave(measures.bpm, bpm))
    note(measures.bpmConfidence, isTempo(measures.bpm, bpm))
    console.log(`${name.padEnd(24)}${bpm.toFixed(1)} BPM  ${say(measures)}`)
  }
  return sums
}

async function measureUnsure() {
  const sums = { count: 0, open: 0 }
  for (const { name, sound, without } of makeUnsure()) {
    const measures = await measure(sound)
    const isOpen = without.every((what) => measures[what] === null)
    sums.count += 1
    sums.open += count(isOpen)
    for (const what of without) note(measures[`${what}Confidence`], false)
    console.log(`${name.padEnd(24)}without ${without.join(', ').padEnd(10)} ${say(measures)}`)
  }
  return sums
}

function checkEbu() {
  const signals = ebuSignals()
  const wrong = signals.map(checkEbuSignal).filter((each) => each.length > 0)
  for (const each of wrong) console.log(each.join('\n'))
  return { count: signals.length, right: signals.length - wrong.length }
}

/** Three minutes of stereo MP3, in processes of their own: the least CPU that one took, and the most memory. */
async function measureCost(folder: string) {
  const { mp3 } = await composeClip('rock', { bpm: 128, seed: 1, durationSeconds: 180 })
  const file = join(folder, 'three-minutes.mp3')
  writeFileSync(file, mp3)
  const hooks = ['--import', new URL('import-wasm.ts', import.meta.url).href]
  const script = new URL('measure-file.ts', import.meta.url).pathname
  const runs = Array.from({ length: COST_RUNS }, (): { cpuSeconds: number; megabytes: number } =>
    JSON.parse(execFileSync(process.execPath, [...hooks, script, file], { encoding: 'utf8' })),
  )
  return {
    cpuSeconds: Math.min(...runs.map((run) => run.cpuSeconds)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
    isBusy: (loadavg()[0] ?? 0) > availableParallelism(),
  }
}

async function measure({ channels, sampleRate }: Sound): Promise<SoundMeasures> {
  const analysis = new SoundAnalysis()
  await analysis.hear(channels, sampleRate)
  return measuresOf(analysis)
}

function measuresOf(analysis: SoundAnalysis): SoundMeasures {
  const measures = analysis.measures()
  if (measures === null) throw new Error('Nothing was heard')
  return measures
}

function note(confidence: number | null, isRight: boolean): void {
  if (confidence !== null) verdicts.push({ confidence, isRight })
}

function say(measures: SoundMeasures): string {
  const sure = (confidence: number | null) => confidence?.toFixed(2) ?? '–'
  return [
    `→ ${measures.bpm?.toFixed(2) ?? '–'} (${sure(measures.bpmConfidence)})`,
    `or ${measures.bpmOther?.toFixed(1) ?? '–'}, ${measures.key ?? '–'} (${sure(measures.keyConfidence)})`,
    `or ${measures.keyOther ?? '–'}, ${measures.loudnessLufs?.toFixed(1)} LUFS`,
    `energy ${measures.energy?.toFixed(2)} brightness ${measures.brightness?.toFixed(2)}`,
  ].join(' ')
}

const count = (isTrue: boolean) => (isTrue ? 1 : 0)

await bench()
