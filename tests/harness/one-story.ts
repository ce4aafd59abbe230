import { expect } from 'vitest'
import type { TrackRequested } from '../../worker/domain/tracks/request-track.ts'
import type { JobFailure } from '../../worker/states/job-failures.ts'
import { expectLedgerHolds } from './ledger-invariants.ts'
import { readPage } from './read-page.ts'
import { attemptsOf, objectsOf, readBalance, readJob, readTrack } from './songs.ts'
import type { Person, Studio } from './studio.ts'

type Provider = 'fal' | 'replicate'

/** How a song may end. A song is "given" when its music came after its job had failed: it is free. */
export type End =
  | `made by ${Provider}`
  | `given by ${Provider}`
  | `failed: ${JobFailure}`
  | 'canceled'

const GRANT = 50
const PRICE = 5

/**
 * Expects that the API, the ledger, the pages, the attempts and the bucket all agree on how the only
 * song that a person ever asked for has ended. `strays` counts the objects that a consumer stored but
 * could not record.
 */
export async function expectOneStory(
  studio: Studio,
  person: Person,
  requested: TrackRequested,
  end: End,
  { strays = 0 } = {},
): Promise<void> {
  const story = storyOf(end)
  const reports = await collectReports(studio, person, requested, story.status)
  expectJob(reports, story)
  expectTrack(reports, story)
  expectMoney(reports, story)
  expectAttempts(reports, story)
  expectMusic(reports, story, strays)
  expectPages(reports, story)
  await expectLedgerHolds(studio)
}

type Story = ReturnType<typeof storyOf>

/** What follows from an end. */
function storyOf(end: End) {
  const [how, by] = end.split(/ by |: /)
  const isMade = how === 'made' || how === 'given'
  return {
    status: isMade ? 'complete' : how === 'canceled' ? 'canceled' : 'failed',
    isMade,
    isGiven: how === 'given',
    provider: isMade ? by : undefined,
    failure: how === 'failed' ? by : undefined,
    spent: how === 'made' ? PRICE : 0,
    line: LINES[how ?? ''],
  }
}

/** The words of the ledger's last line. */
const LINES: Record<string, string> = {
  made: 'is finished: 5 credits spent',
  given: 'came too late and was given to you: it cost nothing',
  failed: 'failed: it cost nothing',
  canceled: 'was canceled: it cost nothing',
}

type Reports = Awaited<ReturnType<typeof collectReports>>

/** What each of them says. */
async function collectReports(
  studio: Studio,
  person: Person,
  { job: { id: jobId }, track: { id: trackId, title } }: TrackRequested,
  status: string,
) {
  const read = async <T>(path: string) => (await person.call(path)).json<T>()
  const load = async (path: string) => {
    const answer = await person.call(path)
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }
  }
  const job = await readJob(person, jobId)
  await studio.redis.flush()
  const [jobOfPostgres, track, all, alike, balance, ledger, attempts] = await Promise.all([
    readJob(person, jobId),
    readTrack(person, trackId),
    read('/api/tracks'),
    read(`/api/tracks?status=${status}`),
    readBalance(person),
    read<{ items: { trackId: string; text: string }[] }>('/api/credits/ledger'),
    attemptsOf(studio, jobId),
  ])
  const [requests, predictions, objects, files, audio, peaks] = await Promise.all([
    studio.fal.requests(),
    studio.replicate.predictions(),
    objectsOf(person),
    studio.sql<{ id: string; kind: 'audio' | 'peaks'; key: string; bytes: string }>(
      'select id, kind, key, bytes from files where track_id = $1 order by kind',
      [trackId],
    ),
    load(`/api/tracks/${trackId}/audio`),
    load(`/api/tracks/${trackId}/peaks`),
  ])
  const [page, library, credits] = await Promise.all([
    readPage(person, `/tracks/${trackId}`),
    readPage(person, `/library?status=${status}`),
    readPage(person, '/credits?ledger-as=entries'),
  ])
  const lines = ledger.items.filter((line) => line.trackId === trackId).map(({ text }) => text)
  const sent = [
    ...requests.map(({ webhookUrl }) => webhookUrl),
    ...predictions.map(({ webhook }) => webhook ?? ''),
  ].map((url) => new URL(url).searchParams.get('attempt'))
  return {
    ...{ title, job, jobOfPostgres, track, all, alike, balance, lines, attempts, sent, objects },
    ...{ files, loaded: { audio, peaks }, page, library, credits },
  }
}

function expectJob({ job, jobOfPostgres }: Reports, { status, isMade, provider, failure }: Story) {
  expect(jobOfPostgres).toEqual(job)
  expect(job).toMatchObject({ status, credits: PRICE, finishedAt: expect.any(String) })
  if (isMade) expect(job).toMatchObject({ progress: 100, stage: 'Done', provider })
  expect(job.error?.code).toBe(failure)
  if (failure) expect(job.error?.message).toMatch(/^The provider .+ Nothing was charged\.$/)
}

function expectTrack({ track, all, alike, job, files }: Reports, story: Story) {
  const { jobId, given, refundableUntil, ...listed } = track
  const audioId = files.find(({ kind }) => kind === 'audio')?.id
  expect(listed).toMatchObject({
    status: story.status,
    provider: story.provider ?? null,
    audioUrl: story.isMade ? `/api/tracks/${track.id}/audio?v=${audioId}` : null,
    peaksUrl: story.isMade ? `/api/tracks/${track.id}/peaks` : null,
    durationSeconds: story.isMade ? expect.any(Number) : null,
  })
  expect({ jobId, given }).toEqual({ jobId: job.id, given: story.isGiven })
  expect(refundableUntil !== null).toBe(story.spent > 0)
  expect(all).toEqual({ items: [{ ...listed, jobId }], nextCursor: null })
  expect(alike).toEqual(all)
}

function expectMoney({ title, balance, lines }: Reports, { spent, line }: Story) {
  expect(balance).toEqual({ available: GRANT - spent, held: 0 })
  expect(lines).toEqual([`“${title}” ${line}`, `Set aside for “${title}”`])
}

/** Each attempt is over, was sent at most once, and has a cost if a provider received it. */
function expectAttempts({ job, attempts, sent }: Reports, { provider }: Story) {
  expect(job.attempts).toBe(attempts.length)
  const won = attempts.filter(({ status }) => status === 'succeeded')
  expect(won.map((each) => each.provider)).toEqual(provider ? [provider] : [])
  for (const { id, status, costMicros } of attempts) {
    expect(status).toMatch(/^(deferred|failed|succeeded|abandoned)$/)
    const times = sent.filter((attemptId) => attemptId === id).length
    expect(times).toBeLessThanOrEqual(1)
    if (times > 0) expect(costMicros).toBeGreaterThan(0)
  }
}

function expectMusic({ files, objects, loaded }: Reports, { isMade }: Story, strays: number) {
  expect(files.map(({ kind }) => kind)).toEqual(isMade ? ['audio', 'peaks'] : [])
  expect(objects).toEqual(expect.arrayContaining(files.map(({ key }) => key)))
  expect(objects).toHaveLength(files.length + strays)
  for (const { kind, bytes } of files)
    expect(loaded[kind]).toEqual({ status: 200, bytes: Number(bytes) })
  if (!isMade) expect([loaded.audio.status, loaded.peaks.status]).toEqual([404, 404])
}

function expectPages({ title, job, page, library, credits }: Reports, story: Story) {
  const ended = job.error ? 'This one didn’t work out' : 'You canceled this track.'
  expect({
    canPlay: page.say('button').includes(`Play ${title}`),
    saysWhyItEnded:
      page.words.includes(ended) && page.words.includes(`Your ${PRICE} credits are back.`),
    canTryAgain: page.say('button').includes('Try again'),
    saysItIsGiven: page.words.includes('This track arrived late, after we had refunded you.'),
    canGiveBack: page.say('button').includes(`Get ${Math.ceil(PRICE / 2)} credits back`),
    isProgressing: page.say('progressbar').length > 0,
  }).toEqual({
    canPlay: story.isMade,
    saysWhyItEnded: !story.isMade,
    canTryAgain: !story.isMade,
    saysItIsGiven: story.isGiven,
    canGiveBack: story.spent > 0,
    isProgressing: false,
  })
  expect(library.say('link')).toContain(title)
  expect(credits.say('link')).toContain(title)
  expect(credits.say('cell')).toContain(`“${title}” ${story.line}`)
}
