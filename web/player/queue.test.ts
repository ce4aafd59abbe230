import { describe, expect, it } from 'vitest'
import type { PlayableTrack } from './playable-track.ts'
import {
  afterTrackEnded,
  currentOf,
  nextInQueue,
  nextRepeat,
  previousInQueue,
  startQueue,
} from './queue.ts'

const [ash, birch, cedar] = ['ash', 'birch', 'cedar'].map(
  (id): PlayableTrack => ({
    id,
    title: id,
    audioUrl: `/${id}.mp3`,
    peaksUrl: null,
    durationSeconds: null,
  }),
) as [PlayableTrack, PlayableTrack, PlayableTrack] // Three names make three tracks.
const all = [ash, birch, cedar]

describe('a queue', () => {
  it('starts at the track that was asked for, within the list it stands in', () => {
    expect(startQueue(birch, all)).toEqual({ tracks: all, index: 1 })
  })

  it('plays the track as it was asked for when the list holds an older copy', () => {
    const renamed = { ...birch, title: 'Silver birch' }
    expect(currentOf(startQueue(renamed, all))).toBe(renamed)
  })

  it('is the track alone when the list does not hold it', () => {
    expect(startQueue(cedar, [ash, birch])).toEqual({ tracks: [cedar], index: 0 })
    expect(startQueue(cedar)).toEqual({ tracks: [cedar], index: 0 })
  })

  it('goes on to its end and starts over only when all of it repeats', () => {
    expect(nextInQueue({ tracks: all, index: 0 }, 'off')?.index).toBe(1)
    expect(nextInQueue({ tracks: all, index: 2 }, 'off')).toBeNull()
    expect(nextInQueue({ tracks: all, index: 2 }, 'one')).toBeNull()
    expect(nextInQueue({ tracks: all, index: 2 }, 'all')?.index).toBe(0)
  })

  it('goes back a track only at the beginning of one', () => {
    const queue = { tracks: all, index: 1 }
    expect(previousInQueue(queue, 'off', 2.9)?.index).toBe(0)
    expect(previousInQueue(queue, 'off', 3.1)).toBeNull()
    expect(previousInQueue({ tracks: all, index: 0 }, 'off', 0)).toBeNull()
    expect(previousInQueue({ tracks: all, index: 0 }, 'all', 0)?.index).toBe(2)
  })

  it('plays the same track again after its end when one, or the only one, repeats', () => {
    const queue = { tracks: all, index: 1 }
    expect(afterTrackEnded(queue, 'one')).toBe(queue)
    const alone = startQueue(ash)
    expect(afterTrackEnded(alone, 'all')).toBe(alone)
    expect(afterTrackEnded(alone, 'off')).toBeNull()
    expect(afterTrackEnded({ tracks: all, index: 2 }, 'all')?.index).toBe(0)
  })

  it('has three ways to repeat, one after another', () => {
    expect([nextRepeat('off'), nextRepeat('all'), nextRepeat('one')]).toEqual(['all', 'one', 'off'])
  })
})
