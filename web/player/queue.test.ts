import { describe, expect, it } from 'vitest'
import {
  addLast,
  addNext,
  carryAdded,
  clearUpcoming,
  moveEntry,
  removeEntry,
  upcomingOf,
} from './edit-queue.ts'
import type { PlayableTrack } from './playable-track.ts'
import {
  afterTrackEnded,
  currentOf,
  nextInQueue,
  nextRepeat,
  previousInQueue,
  type Queue,
  renewQueue,
  startQueue,
} from './queue.ts'
import { shuffleQueue, unshuffleQueue } from './shuffle.ts'

const track = (id: string): PlayableTrack => ({
  id,
  title: id,
  audioUrl: `/${id}.mp3`,
  peaksUrl: null,
  durationSeconds: null,
})
const [ash, birch, cedar] = [track('ash'), track('birch'), track('cedar')]
const all = [ash, birch, cedar]
const wood = ['ash', 'birch', 'cedar', 'date', 'elm', 'fir'].map(track)

const idsOf = ({ entries }: Queue) => entries.map(({ track }) => track.id)
const keyOf = ({ entries }: Queue, id: string) =>
  entries.find(({ track }) => track.id === id)?.key ?? ''
const comingOf = (queue: Queue) => {
  const { next, later } = upcomingOf(queue)
  return [next.map(({ track }) => track.id), later.map(({ track }) => track.id)]
}

describe('a queue', () => {
  it('starts at the track that was asked for, within the list it stands in', () => {
    const queue = startQueue(birch, all, 'Library')
    expect([idsOf(queue), queue.index, queue.listName]).toEqual([
      ['ash', 'birch', 'cedar'],
      1,
      'Library',
    ])
  })

  it('plays the track as it was asked for when the list holds an older copy', () => {
    const renamed = { ...birch, title: 'Silver birch' }
    expect(currentOf(startQueue(renamed, all))).toBe(renamed)
  })

  it('is the track alone when the list does not hold it', () => {
    const queue = startQueue(cedar, [ash, birch], 'Library')
    expect([idsOf(queue), queue.index, queue.listName]).toEqual([['cedar'], 0, null])
    expect(idsOf(startQueue(cedar))).toEqual(['cedar'])
  })

  it('goes on to its end and starts over only when all of it repeats', () => {
    const [first, last] = [startQueue(ash, all), startQueue(cedar, all)]
    expect(nextInQueue(first, 'off')?.index).toBe(1)
    expect(nextInQueue(last, 'off')).toBeNull()
    expect(nextInQueue(last, 'one')).toBeNull()
    expect(nextInQueue(last, 'all')?.index).toBe(0)
  })

  it('goes back a track only at the beginning of one', () => {
    const queue = startQueue(birch, all)
    expect(previousInQueue(queue, 'off', 2.9)?.index).toBe(0)
    expect(previousInQueue(queue, 'off', 3.1)).toBeNull()
    expect(previousInQueue(startQueue(ash, all), 'off', 0)).toBeNull()
    expect(previousInQueue(startQueue(ash, all), 'all', 0)?.index).toBe(2)
  })

  it('plays the same track again after its end when one, or the only one, repeats', () => {
    const queue = startQueue(birch, all)
    expect(afterTrackEnded(queue, 'one')).toBe(queue)
    const alone = startQueue(ash)
    expect(afterTrackEnded(alone, 'all')).toBe(alone)
    expect(afterTrackEnded(alone, 'off')).toBeNull()
    expect(afterTrackEnded(startQueue(cedar, all), 'all')?.index).toBe(0)
  })

  it('has three ways to repeat, one after another', () => {
    expect([nextRepeat('off'), nextRepeat('all'), nextRepeat('one')]).toEqual(['all', 'one', 'off'])
  })

  it('takes over newer copies of its tracks, and stays itself when nothing is new', () => {
    const queue = startQueue(birch, all)
    expect(renewQueue(queue, [{ ...birch }, track('other')])).toBe(queue)
    const renamed = renewQueue(queue, [{ ...birch, title: 'Silver birch' }])
    expect(currentOf(renamed).title).toBe('Silver birch')
    expect(renamed.entries[0]).toBe(queue.entries[0])
    const mp3 = renewQueue(queue, [{ ...birch, audioUrl: '/birch.mp3' }])
    expect(currentOf(mp3).audioUrl).toBe('/birch.mp3')
    const favorite = renewQueue(queue, [{ ...ash, favorite: true }])
    expect(favorite.entries[0]?.track.favorite).toBe(true)
    expect(renewQueue(favorite, [ash]).entries[0]?.track.favorite).toBeUndefined()
  })
})

describe('what is added to a queue', () => {
  it('plays before the list goes on, in the order in which it was added', () => {
    const queue = addLast(addLast(startQueue(ash, all), track('one')), track('two'))
    expect(comingOf(queue)).toEqual([
      ['one', 'two'],
      ['birch', 'cedar'],
    ])
  })

  it('may jump the line', () => {
    const queue = addNext(addLast(startQueue(ash, all), track('one')), track('now'))
    expect(comingOf(queue)[0]).toEqual(['now', 'one'])
  })

  it('may be the same track more than once', () => {
    const queue = addNext(addNext(startQueue(ash, all), ash), ash)
    expect(new Set(queue.entries.map(({ key }) => key)).size).toBe(5)
  })

  it('outlives the list that it was added to', () => {
    const before = addLast(startQueue(ash, all), track('one'))
    expect(comingOf(carryAdded(startQueue(cedar, [cedar, birch]), before))).toEqual([
      ['one'],
      ['birch'],
    ])
  })
})

describe('a queue that is changed', () => {
  it('moves what is still to come, and nothing before the current track', () => {
    const queue = startQueue(ash, wood)
    expect(idsOf(moveEntry(queue, keyOf(queue, 'date'), -2))).toEqual([
      'ash',
      'date',
      'birch',
      'cedar',
      'elm',
      'fir',
    ])
    expect(idsOf(moveEntry(queue, keyOf(queue, 'birch'), 99)).at(-1)).toBe('birch')
    expect(idsOf(moveEntry(queue, keyOf(queue, 'date'), -99)).slice(0, 2)).toEqual(['ash', 'date'])
    expect(moveEntry(queue, keyOf(queue, 'ash'), 1)).toBe(queue)
    expect(moveEntry(queue, keyOf(queue, 'birch'), -1)).toBe(queue)
    expect(moveEntry(queue, 'nowhere', 1)).toBe(queue)
  })

  it('counts what is moved before an added track as added', () => {
    const queue = addLast(startQueue(ash, all), track('one'))
    expect(comingOf(moveEntry(queue, keyOf(queue, 'cedar'), -2))).toEqual([
      ['cedar', 'one'],
      ['birch'],
    ])
  })

  it('loses what is removed, but never the current track', () => {
    const queue = startQueue(birch, all)
    expect(idsOf(removeEntry(queue, keyOf(queue, 'cedar')))).toEqual(['ash', 'birch'])
    expect(removeEntry(queue, keyOf(queue, 'birch'))).toBe(queue)
    expect(removeEntry(queue, 'nowhere')).toBe(queue)
  })

  it('ends after the current track when it is cleared', () => {
    const queue = clearUpcoming(startQueue(birch, all))
    expect(idsOf(queue)).toEqual(['ash', 'birch'])
    expect(currentOf(queue)).toBe(birch)
  })
})

describe('a shuffled queue', () => {
  const never = () => 0
  const almost = () => 0.999

  it('keeps the current track, then what was added, and mixes the whole rest of the list', () => {
    const queue = addLast(startQueue(cedar, wood), track('one'))
    const shuffled = shuffleQueue(queue, never)
    expect(currentOf(shuffled)).toBe(currentOf(queue))
    expect(idsOf(shuffled).slice(0, 2)).toEqual(['cedar', 'one'])
    expect(idsOf(shuffled).slice(2)).not.toEqual(['ash', 'birch', 'date', 'elm', 'fir'])
    expect(idsOf(shuffled).toSorted()).toEqual([...idsOf(queue)].toSorted())
    expect(idsOf(shuffleQueue(queue, almost)).slice(2)).toEqual([
      'ash',
      'birch',
      'date',
      'elm',
      'fir',
    ])
  })

  it('returns to the order of the list, and goes on from the current track', () => {
    const shuffled = shuffleQueue(startQueue(cedar, wood), never)
    const moved = { ...shuffled, index: 2 }
    const current = currentOf(moved)
    const back = unshuffleQueue(moved)
    expect(idsOf(back)).toEqual(wood.map(({ id }) => id))
    expect(currentOf(back)).toBe(current)
  })

  it('returns with an added track in the middle of playing', () => {
    const queue = addNext(shuffleQueue(startQueue(cedar, wood), never), track('one'))
    const back = unshuffleQueue({ ...queue, index: 1 })
    expect(currentOf(back).id).toBe('one')
    expect(idsOf(back).slice(2, 5)).toEqual(['cedar', 'one', 'date'])
  })
})
