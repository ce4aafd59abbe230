import { describe, expect, it } from 'vitest'
import { blankValues, type ComposerValues, type Mode } from '../composer-values.ts'
import { takeMeasures } from './take-measures.ts'
import { sayTaken, stands, takeBack } from './taken.ts'

const HEARD = {
  durationSeconds: 30,
  bpm: 71.6,
  key: 'A minor',
  loudnessLufs: -14,
  energy: 0.2,
  brightness: 0.3,
}
const NOTHING = { ...HEARD, bpm: null, key: null, energy: 0.5, brightness: 0.5 }

const always = () => true

function valuesOf(mode: Mode, values: Partial<ComposerValues> = {}): ComposerValues {
  return { ...blankValues(mode), ...values }
}

function take(values: ComposerValues, heard: Parameters<typeof takeMeasures>[0] = HEARD) {
  const { filled, taken } = takeMeasures(heard, values, always)
  return { now: { ...values, ...filled }, taken }
}

describe('what a sound fills', () => {
  it('is tempo and key as wishes, and its style in words, where wishes are shown', () => {
    const { now, taken } = take(valuesOf('custom', { prompt: 'rain on the window.', bpm: '120' }))
    expect(now).toMatchObject({
      prompt: 'rain on the window. slow, dark, sparse',
      bpm: '72',
      key: 'A minor',
    })
    expect(taken.map(sayTaken)).toEqual(['slow, dark, sparse', '72 BPM', 'A minor'])
  })

  it('is all in words where wishes are not shown', () => {
    const { now } = take(valuesOf('simple'))
    expect(now).toEqual(valuesOf('simple', { prompt: 'slow, dark, sparse, 72 BPM, in A minor' }))
  })

  it('leaves alone what the description says already', () => {
    const prompt = 'a dark hymn at 90 bpm in C major'
    const { now } = take(valuesOf('simple', { prompt }))
    expect(now.prompt).toBe(`${prompt}, slow, sparse`)
  })

  it('leaves out what does not fit', () => {
    const { filled } = takeMeasures(HEARD, valuesOf('simple'), (prompt) => prompt.length <= 26)
    expect(filled.prompt).toBe('slow, dark, sparse, 72 BPM')
  })

  it('is nothing where nothing stands out, or the tempo is none that can be asked for', () => {
    expect(takeMeasures(NOTHING, valuesOf('custom'), always)).toEqual({ filled: {}, taken: [] })
    expect(take(valuesOf('custom'), { ...NOTHING, bpm: 230 }).now.bpm).toBe('')
    expect(take(valuesOf('custom'), { ...NOTHING, bpm: 39.4 }).now.bpm).toBe('')
  })
})

describe('what came from a sound', () => {
  it.each(['simple', 'custom'] as const)('goes back to what was there, in %s', (mode) => {
    const before = valuesOf(mode, { prompt: 'two guitars', bpm: '120', key: 'D major' })
    const { now, taken } = take(before)
    expect(now).not.toEqual(before)
    expect({ ...now, ...takeBack(taken, now) }).toEqual(before)
  })

  it('goes back one by one', () => {
    const { now, taken } = take(valuesOf('custom', { prompt: 'two guitars' }))
    const tempo = taken.filter(({ kind }) => kind === 'tempo')
    expect({ ...now, ...takeBack(tempo, now) }).toEqual({ ...now, bpm: '' })
  })

  it('no longer stands once the person has changed it', () => {
    const { now, taken } = take(valuesOf('custom'))
    const changed = { ...now, bpm: '80', prompt: now.prompt.replace('dark', 'darker') }
    expect(taken.filter((each) => stands(each, changed)).map(sayTaken)).toEqual(['A minor'])
  })
})
