import { beforeEach, expect, it } from 'vitest'
import {
  applyChanges,
  expectChange,
  forgetAnswered,
  takeAnswer,
  takeBack,
  trackChanges,
} from './track-changes.ts'

const TRACKS = [
  { id: 'a', title: 'One', favorite: false },
  { id: 'b', title: 'Two', favorite: false },
]
const shown = () => applyChanges(TRACKS, trackChanges.get())

beforeEach(() => trackChanges.set(new Map()))

it('shows a change before it is answered, and takes it back when it is refused', () => {
  expectChange(['a'], { favorite: true })
  expect(shown().map(({ favorite }) => favorite)).toEqual([true, false])
  takeBack(['a'])
  expect(shown()).toEqual(TRACKS)
})

it('keeps what is pending when a page brings newer data, and forgets what was answered', () => {
  expectChange(['a'], { title: 'Pending' })
  takeAnswer([{ id: 'b', title: 'Answered' }])
  forgetAnswered()
  expect(shown().map(({ title }) => title)).toEqual(['Pending', 'Two'])
})

it('adds a second change to the first', () => {
  expectChange(['a'], { favorite: true })
  expectChange(['a'], { title: 'New' })
  expect(shown()[0]).toEqual({ id: 'a', title: 'New', favorite: true })
})
