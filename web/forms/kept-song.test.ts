import { expect, it } from 'vitest'
import { forgetSong, keepSong, readKeptSong } from './kept-song.ts'

const URL_HERE = new URL('http://studio.test/sign-up')
const ADA = 'ada@example.com'
const song = (prompt: string) => ({
  prompt,
  instrumental: '',
  email: ADA,
  idempotencyKey: 'key-1',
})

function requestWith(cookies: string[]): Request {
  const cookie = cookies.map((each) => each.split(';')[0]).join('; ')
  return new Request('http://studio.test/verify', { headers: { cookie } })
}

it.each(['rain on tin', '雨'.repeat(2_000), 'a "quoted"; semicolon=\n'])(
  'keeps a song in cookies and reads it back: %.20s',
  (prompt) => {
    const cookies = keepSong(song(prompt), URL_HERE)
    expect(readKeptSong(requestWith(cookies), ADA)).toEqual(song(prompt))
    expect(readKeptSong(requestWith(cookies), 'bo@example.com')).toBeNull()
    for (const each of cookies) expect(each.length).toBeLessThan(4_096)
  },
)

it('forgets it, and an older part of a longer one', () => {
  expect(readKeptSong(requestWith(forgetSong(URL_HERE)), ADA)).toBeNull()
  expect(keepSong(song('short'), URL_HERE).slice(1).join()).toMatch(/Max-Age=0.*Max-Age=0/)
})

it('keeps none that no browser would, and reads nothing broken', () => {
  expect(keepSong(song('x'.repeat(20_000)), URL_HERE)).toEqual([])
  for (const broken of ['song0=a', 'song0=e30', 'song1=eyJ9', 'other=1'])
    expect(readKeptSong(requestWith([broken]), ADA)).toBeNull()
})

it('travels over HTTPS alone where the studio has it', () => {
  const [first] = keepSong(song('rain'), new URL('https://studio.test/'))
  expect(first).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
})
