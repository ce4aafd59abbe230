import { expect, it } from 'vitest'
import { type KeptPlayer, readKept, writeKept } from './kept-player.ts'
import type { PlayableTrack } from './playable-track.ts'
import { currentOf, startQueue } from './queue.ts'

const track = (id: string): PlayableTrack => ({
  id,
  title: id,
  audioUrl: `/${id}.mp3`,
  peaksUrl: null,
  durationSeconds: 60,
  lyrics: `la la ${id}`,
})
const tracks = Array.from({ length: 1000 }, (_, at) => track(`track-${at}`))

const keptAt = (at: number): KeptPlayer => ({
  account: 'ada@example.com',
  queue: startQueue(track(`track-${at}`), tracks, 'Library'),
  positionSeconds: 42.5,
  repeat: 'all',
  isShuffled: true,
  rate: 1.25,
})

it('comes back as it was', () => {
  const kept = { ...keptAt(0), queue: startQueue(track('track-0'), [track('track-0')], 'Library') }
  expect(readKept(writeKept(kept))).toEqual(kept)
})

it.each([0, 3, 500, 999])(
  'keeps the current one of a thousand tracks and its neighbors: %i',
  (at) => {
    const text = writeKept(keptAt(at))
    const back = readKept(text)
    expect(back?.queue.entries.length).toBe(200)
    expect(back && currentOf(back.queue)).toEqual(track(`track-${at}`))
    expect(text.length).toBeLessThan(60_000)
  },
)

const withQueue = (queue: object) => JSON.stringify({ ...keptAt(0), queue })
const entry = { key: 'a', place: 0, track: track('a') }

it.each([
  null,
  '',
  'null',
  '7',
  '{}',
  JSON.stringify({ ...keptAt(0), positionSeconds: -1 }),
  JSON.stringify({ ...keptAt(0), repeat: 'twice' }),
  JSON.stringify({ ...keptAt(0), rate: 0 }),
  withQueue({ entries: [], index: 0, listName: null }),
  withQueue({ entries: [entry], index: 1, listName: null }),
  withQueue({ entries: [{ ...entry, track: { id: 'a' } }], index: 0, listName: null }),
])('is nothing when it was not written by the player: %s', (text) => {
  expect(readKept(text)).toBeNull()
})
