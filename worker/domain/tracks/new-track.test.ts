import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { countRows, expectRefusal, NOTHING_WRITTEN } from '../../../tests/harness/refusals.ts'
import { LYRICS, requestSong, SONG } from '../../../tests/harness/songs.ts'
import { type Call, openStudio, type Person, type Studio } from '../../../tests/harness/studio.ts'

let studio: Studio
/** Shared by all tests: nothing that she asks for here may leave a trace. */
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})
beforeEach(() => studio.reset())
afterEach(() => {
  vi.useRealTimers()
})

/** Posts it, and expects a refusal that names these fields and leaves nothing behind. */
async function expectRefused(
  call: Call,
  code: Parameters<typeof expectRefusal>[1],
  ...fields: string[]
) {
  const before = await countRows(studio, ada)
  const answer = await ada.call('/api/tracks', { method: 'POST', ...call })
  const refusal = await expectRefusal(answer, code, ...fields)
  expect(await countRows(studio, ada)).toEqual(before)
  expect(studio.jobs.sends.count + studio.finishes.sends.count).toBe(0)
  return refusal
}

const JSON_TYPE = { 'content-type': 'application/json' }

describe('a wish that is out of bounds', () => {
  const wrong: [field: string, wishes: Record<string, unknown>][] = [
    ['prompt', { prompt: undefined }],
    ['prompt', { prompt: '' }],
    ['prompt', { prompt: ' \n\t ' }],
    ['prompt', { prompt: 'p'.repeat(2001) }],
    ['prompt', { prompt: 'rain\0' }],
    ['prompt', { prompt: 'half an emoji \ud83c' }],
    ['prompt', { prompt: '\u200b \u200b' }],
    ['prompt', { prompt: '\u3164\u2800\u{e0041}' }],
    ['prompt', { prompt: 'rain\u0007' }],
    ['prompt', { prompt: 'rain \u202e niar' }],
    ['prompt', { prompt: 7 }],
    ['prompt', { prompt: null }],
    ['title', { title: '' }],
    ['title', { title: 't'.repeat(121) }],
    ['title', { title: '\u200b' }],
    ['title', { title: '\u200f\ufeff\u2060' }],
    ['title', { title: '\u001b[31mred' }],
    ['title', { title: 'a\u009fb' }],
    ['lyrics', { lyrics: '\u200b\n\u200b', instrumental: false }],
    ['lyrics', { lyrics: 'la\u000bla', instrumental: false }],
    ['genre', { genre: '\u00ad' }],
    ['lyrics', { lyrics: 'l'.repeat(3501), instrumental: false }],
    ['lyrics', { lyrics: LYRICS, instrumental: true }],
    ['lyrics', { lyrics: ['la', 'la'] }],
    ['instrumental', { instrumental: 'yes' }],
    ['model', { model: 'suno-v9' }],
    ['durationSeconds', { durationSeconds: -1 }],
    ['durationSeconds', { durationSeconds: 14 }],
    ['durationSeconds', { durationSeconds: 301 }],
    ['durationSeconds', { durationSeconds: 1e308 }],
    ['durationSeconds', { durationSeconds: 60.5 }],
    ['durationSeconds', { durationSeconds: '60' }],
    ['genre', { genre: 'g'.repeat(41) }],
    ['mood', { mood: '' }],
    ['bpm', { bpm: 39 }],
    ['bpm', { bpm: 221 }],
    ['key', { key: 'H minor' }],
    ['key', { key: 'C Major' }],
    ['key', { key: 'E# major' }],
    ['key', { key: 'C' }],
    ['styleStrength', { styleStrength: 1.01 }],
    ['styleStrength', { styleStrength: -0.1 }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 4_294_967_296 }],
    ['variations', { variations: 0 }],
    ['variations', { variations: 5 }],
    ['loudness', { loudness: 11 }],
  ]

  it('gets 400 and the name of the field', async () => {
    for (const [field, wishes] of wrong) {
      const { fields } = await expectRefused({ json: { ...SONG, ...wishes } }, 'invalid', field)
      expect(fields?.[field]).toMatch(/\w/)
    }
  })

  it.each([
    ['rain\u0007', 'Remove the control character U+0007.'],
    ['rain\0', 'Remove the control character U+0000.'],
    ['rain\u0085\u009b', 'Remove the control character U+009B.'],
    ['half \ud83c', 'Remove U+D83C, which is only half a character.'],
    ['a\u202eb', 'Remove U+202E, which turns the direction of text around.'],
    ['\u200b\u200b', 'Write at least one character.'],
  ])('gets the name of the character that is wrong: %j', async (prompt, sentence) => {
    const { fields } = await expectRefused({ json: { ...SONG, prompt } }, 'invalid', 'prompt')
    expect(fields?.prompt).toBe(sentence)
  })

  it('gets the names of all wrong fields at once', async () => {
    const json = { prompt: '', bpm: 0, colour: 'blue', variations: 9 }
    await expectRefused({ json }, 'invalid', 'prompt', 'bpm', 'variations', 'colour')
  })

  it.each([
    [
      'lyrics too long for the named model',
      { lyrics: 'l'.repeat(3001), model: 'minimax-music-2' },
      'lyrics',
      /10 to 3000 characters; these have 3001/,
    ],
    [
      'lyrics too short for the named model',
      { lyrics: 'l'.repeat(9), model: 'minimax-music-2' },
      'lyrics',
      /these have 9/,
    ],
    [
      'no lyrics for a model that needs them',
      { model: 'minimax-music-2' },
      'lyrics',
      /needs lyric/,
    ],
    [
      'an instrumental of a model that only sings',
      { model: 'minimax-music-2', instrumental: true },
      'instrumental',
      /only makes songs/,
    ],
    [
      'a prompt too long for the named model with its wishes',
      { model: 'minimax-music-2', lyrics: LYRICS, prompt: 'p'.repeat(295), bpm: 120 },
      'prompt',
      /300 characters; this comes to 304, of which your wishes take 9/,
    ],
    [
      'a prompt too long for every model with its wishes',
      { prompt: 'p'.repeat(2000), genre: 'jazz' },
      'prompt',
      /2000 characters; this comes to 2006, of which your wishes take 6/,
    ],
  ])('gets 400 and a sentence that says what would fit: %s', async (_, wishes, field, sentence) => {
    const json = { ...SONG, instrumental: false, ...wishes }
    const { fields } = await expectRefused({ json }, 'invalid', field)
    expect(fields?.[field]).toMatch(sentence)
  })
})

describe('a text', () => {
  const RAIN = 'Regen\u{1f327}\ufe0f '
  it.each([
    [
      'line breaks of a form',
      'lyrics',
      'ab\r\n'.repeat(1160).slice(0, 4638),
      'ab\n'.repeat(1160).trim(),
    ],
    [
      'line breaks of an old file',
      'lyrics',
      'la\rla\u2028la\u2029la\u0085la',
      'la\nla\nla\nla\nla',
    ],
    [
      'letters with marks of their own',
      'title',
      'Cafe\u0301 A\u030angstro\u0308m',
      'Caf\u00e9 \u00c5ngstr\u00f6m',
    ],
    ['Hangul in parts', 'title', '\u1112\u1161\u11ab', '\ud55c'],
    [
      'emoji joined of several',
      'title',
      '\u{1f469}\u200d\u{1f3a4} Ada',
      '\u{1f469}\u200d\u{1f3a4} Ada',
    ],
    [
      'both directions, isolated',
      'title',
      '\u2067\u05e9\u05dc\u05d5\u05dd\u2069 (rain)',
      '\u2067\u05e9\u05dc\u05d5\u05dd\u2069 (rain)',
    ],
    ['tabs', 'lyrics', 'la\tla', 'la\tla'],
    [
      'as many as there may be, counted composed',
      'title',
      'e\u0301'.repeat(120),
      '\u00e9'.repeat(120),
    ],
    [
      'the largest lyrics, as some clients write them',
      'lyrics',
      RAIN.repeat(437),
      RAIN.repeat(437).trim(),
    ],
  ])('is kept in one form: %s', async (_, field, given, kept) => {
    const bo = await studio.newPerson('Bo')
    const wishes = { ...SONG, instrumental: field !== 'lyrics', [field]: given }
    // As Python's `json.dumps` writes it.
    const body = JSON.stringify(wishes).replace(
      /[^\0-~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const answer = await bo.call('/api/tracks', { method: 'POST', body, headers: JSON_TYPE })
    expect(answer.status).toBe(202)
    expect((await answer.json<{ track: Record<string, unknown> }>()).track[field]).toBe(kept)
  })
})

describe('a body that is not a request', () => {
  it.each<[string, Call]>([
    ['malformed JSON', { body: '{"prompt": "rain"', headers: JSON_TYPE }],
    ['an empty body', { body: '', headers: JSON_TYPE }],
    ['an array', { json: [SONG] }],
    ['a string', { json: 'rain' }],
    ['null', { json: null }],
  ])('gets 400: %s', async (_, call) => {
    await expectRefused(call, 'invalid', 'body')
  })

  it.each<[string, Call]>([
    ['a form', { body: new URLSearchParams({ prompt: 'rain' }) }],
    ['plain text', { body: JSON.stringify(SONG) }],
    ['no type', { body: new TextEncoder().encode(JSON.stringify(SONG)) }],
  ])('gets 415 unless its type is JSON: %s', async (_, call) => {
    await expectRefused(call, 'unsupported_media')
  })

  it('gets 413 for 10 MB, announced or not', async () => {
    const text = JSON.stringify({ ...SONG, title: 't'.repeat(10_000_000) })
    const length = { ...JSON_TYPE, 'content-length': String(text.length) }
    await expectRefused({ body: text, headers: length }, 'too_large')
    const chunks = new Blob([text]).stream()
    await expectRefused({ body: chunks, headers: JSON_TYPE }, 'too_large')
  })
})

describe('a request that is not allowed', () => {
  it.each([
    ['seriesId', 'ser_01kbabcdefghjkmnpqrstvwxyz'],
    ['referenceFileId', 'fil_01kbabcdefghjkmnpqrstvwxyz'],
  ])('gets 404 when %s names something that does not exist', async (field, id) => {
    await expectRefused({ json: { ...SONG, [field]: id } }, 'not_found', field)
  })

  it.each([
    ['title', { title: 'For Taylor Swift' }, 'Taylor Swift'],
    ['prompt', { prompt: 'a ballad in the style of Beyoncé' }, 'Beyoncé'],
    ['prompt', { prompt: 'like t4ylor swift, but slower' }, 't4ylor swift'],
    [
      'lyrics',
      { lyrics: 'I heard Taylor Swift on the radio', instrumental: false },
      'Taylor Swift',
    ],
    ['genre', { genre: 'Taylor Swift' }, 'Taylor Swift'],
    ['mood', { mood: 'like Taylor Swift' }, 'Taylor Swift'],
  ])('gets 422 and the refused phrase in %s', async (field, wishes, phrase) => {
    const { message, fields, refusal } = await expectRefused(
      { json: { ...SONG, ...wishes } },
      'refused',
      field,
    )
    expect(message).toContain(`“${phrase}”`)
    expect(fields?.[field]).toBe(message)
    expect(refusal).toEqual({ field, phrase, rewording: expect.stringMatching(/^\w.{20}/) })
  })

  it('gets 402 when there are too few credits', async () => {
    const poor = await openStudio({ SIGNUP_CREDITS: '4' })
    const bo = await poor.newPerson('Bo')
    await expectRefusal(await bo.call('/api/tracks', { json: SONG }), 'insufficient_credits')
    expect(await countRows(poor, bo)).toEqual(NOTHING_WRITTEN)
    expect(poor.jobs.sends.count).toBe(0)
  })

  it('gets 429 after 120 valid requests in a minute, and when to come back', async () => {
    vi.setSystemTime(new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 10_000))
    const bo = await studio.newPerson('Bo')
    const refused = { ...SONG, prompt: 'in the style of Beyoncé' }
    const invalid = await bo.call('/api/tracks', { json: { prompt: '' } })
    await expectRefusal(invalid, 'invalid', 'prompt')
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => bo.call('/api/tracks', { json: refused })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]))
    const answer = await bo.call('/api/tracks', { json: SONG })
    expect(answer.headers.get('retry-after')).toBe('50')
    expect((await expectRefusal(answer, 'rate_limited')).message).toContain('50 seconds')
    expect(await countRows(studio, bo)).toEqual(NOTHING_WRITTEN)
    const other = await studio.newPerson('Cy')
    await requestSong(other)
    vi.setSystemTime(Date.now() + 50_000)
    await requestSong(bo)
  })

  it('is accepted when Redis cannot count', async () => {
    const bo = await studio.newPerson('Bo')
    await studio.redis.fault('drop', 100)
    await requestSong(bo)
  })
})
