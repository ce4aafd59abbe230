import { expect, it } from 'vitest'
import { newRow } from './new-row.ts'
import { inbox, tracks } from './schema.ts'

const SONG = {
  id: 'trk_1',
  userId: 'usr_1',
  orderId: 'req_1',
  title: 'Rain',
  prompt: 'rain on a window',
  instrumental: true,
  model: 'ace-step',
  status: 'queued',
  createdAt: new Date(0),
} as const

it('gives an omitted column its default, or null', () => {
  expect(newRow(tracks, { ...SONG, seed: undefined, genre: null })).toMatchObject({
    ...SONG,
    visibility: 'private',
    favorite: false,
    seed: null,
    genre: null,
    deletedAt: null,
  })
})

it('keeps each given value, even a falsy one', () => {
  const given = { ...SONG, favorite: true, seed: 0, lyrics: '' }
  expect(newRow(tracks, given)).toMatchObject(given)
})

it('does not compile with a value that has no column', () => {
  // @ts-expect-error A wish without a column would be dropped unseen.
  expect(newRow(tracks, { ...SONG, colour: 'blue' })).not.toHaveProperty('colour')
})

it('throws when only the database knows a default', () => {
  const event = { provider: 'fal', eventId: 'evt_1', payload: {}, receivedAt: new Date(0) }
  expect(() => newRow(inbox, event)).toThrow('next_send_at')
})
