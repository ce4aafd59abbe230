import { zValidator } from '@hono/zod-validator'
import { create as createDisposition } from 'content-disposition'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import { countUse } from '../cache/rate-limits.ts'
import { readCursor } from '../db/track-cursor.ts'
import { listTracks } from '../db/track-list.ts'
import { readTrackFile } from '../db/tracks.ts'
import { refundTrack } from '../domain/credits/refund-track.ts'
import { changeTrack } from '../domain/tracks/change-track.ts'
import { changeTracks } from '../domain/tracks/change-tracks.ts'
import { findDownload } from '../domain/tracks/find-download.ts'
import { NewTrack, TITLE_LENGTH_MAX } from '../domain/tracks/new-track.ts'
import { readSmallPeaks } from '../domain/tracks/read-small-peaks.ts'
import { requestTrack } from '../domain/tracks/request-track.ts'
import { retryTrack } from '../domain/tracks/retry-track.ts'
import { showTrack } from '../domain/tracks/show-track.ts'
import { answerListed } from '../domain/tracks/track-answer.ts'
import { DomainError } from '../errors.ts'
import { refuseTooLarge, requireJson } from '../middleware/body.ts'
import { refuseInvalid } from '../middleware/errors.ts'
import { IdempotencyKey } from '../middleware/idempotency-key.ts'
import { requireUser } from '../middleware/user.ts'
import { JOB_STATUSES } from '../states/job-states.ts'
import { TRACK_SORTS } from '../states/track-sorts.ts'
import { answerFile } from '../storage/answer-file.ts'
import { idList, idsInText, pageSize, time, token, words } from '../texts.ts'

/** As many as the longest page of a list has. */
const LISTED_MAX = 100

/** Holds the longest title. */
const CURSOR_LENGTH_MAX = 200
/** As much as a page's form may hold, so that it is the field which is named as too long. */
const BODY_BYTES_MAX = 1024 * 1024

/** An address that names its file never gives another. A sign-out clears what a browser has kept. */
const KEPT = 'private, max-age=31536000, immutable'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

const Filter = z
  .strictObject({
    q: words(200).optional(),
    status: z.enum(JOB_STATUSES).optional(),
    genre: words(40).optional(),
    orderId: words(60).optional(),
    favorite: flag.optional(),
    instrumental: flag.optional(),
    since: time.optional(),
    trashed: flag.default(false),
    sort: z.enum(TRACK_SORTS).default('newest'),
    seriesId: z.string().max(100).optional(),
    cursor: token(CURSOR_LENGTH_MAX).optional(),
    limit: pageSize(24),
  })
  .transform((filter, context) => {
    const cursor = filter.cursor ? readCursor(filter.sort, filter.cursor) : null
    if (filter.cursor && cursor === null)
      context.addIssue({ code: 'custom', path: ['cursor'], message: 'Begin at the first page.' })
    return { ...filter, cursor }
  })

const Change = z.strictObject({
  title: words(TITLE_LENGTH_MAX).min(1, 'Write at least one character.').optional(),
  favorite: z.boolean().optional(),
})

const Listed = z.strictObject({ ids: idsInText(LISTED_MAX) })

const DownloadWanted = z.strictObject({ format: z.enum(['mp3', 'wav']).default('mp3') })

const BulkChange = z.strictObject({
  ids: idList(LISTED_MAX),
  favorite: z.boolean().optional(),
  trashed: z.boolean().optional(),
})

export const tracks = new Hono<SignedInEnv>()
  .use(requireUser)
  .use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: refuseTooLarge }))
  .post(
    '/',
    requireJson,
    zValidator('header', IdempotencyKey, refuseInvalid),
    zValidator('json', NewTrack, refuseInvalid),
    async (c) => {
      const { services, user } = c.var
      await countUse(services.redis, 'requestTrack', user.id, services.now())
      const requested = await requestTrack(services, {
        userId: user.id,
        song: c.req.valid('json'),
        idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
      })
      return c.json(requested, 202)
    },
  )
  .get('/', zValidator('query', Filter, refuseInvalid), async (c) => {
    const { seriesId, ...filter } = c.req.valid('query')
    if (seriesId !== undefined) throw new DomainError('not_found', 'There is no such series.')
    const { items, nextCursor } = await listTracks(c.var.services.db, c.var.user.id, filter)
    return c.json({ items: items.map(answerListed), nextCursor })
  })
  .patch('/', requireJson, zValidator('json', BulkChange, refuseInvalid), async (c) => {
    const { ids: trackIds, ...change } = c.req.valid('json')
    const items = await changeTracks(c.var.services, { userId: c.var.user.id, trackIds, change })
    return c.json({ items })
  })
  .get('/peaks', zValidator('query', Listed, refuseInvalid), async (c) => {
    const { ids: trackIds } = c.req.valid('query')
    return c.json({
      items: await readSmallPeaks(c.var.services, { userId: c.var.user.id, trackIds }),
    })
  })
  .get('/:id', async (c) => {
    const asked = { userId: c.var.user.id, trackId: c.req.param('id') }
    return c.json(await showTrack(c.var.services, asked))
  })
  .patch('/:id', requireJson, zValidator('json', Change, refuseInvalid), async (c) => {
    const asked = { userId: c.var.user.id, trackId: c.req.param('id') }
    const change = c.req.valid('json')
    return c.json(await changeTrack(c.var.services, { ...asked, change }))
  })
  .delete('/:id', async (c) => {
    const asked = { userId: c.var.user.id, trackId: c.req.param('id') }
    return c.json(await changeTrack(c.var.services, { ...asked, change: { trashed: true } }))
  })
  .post('/:id/restore', async (c) => {
    const asked = { userId: c.var.user.id, trackId: c.req.param('id') }
    return c.json(await changeTrack(c.var.services, { ...asked, change: { trashed: false } }))
  })
  .post('/:id/retry', async (c) => {
    const { services, user } = c.var
    await countUse(services.redis, 'requestTrack', user.id, services.now())
    const asked = { userId: user.id, trackId: c.req.param('id') }
    return c.json(await retryTrack(services, asked), 202)
  })
  .post('/:id/refund', async (c) => {
    const asked = { userId: c.var.user.id, trackId: c.req.param('id') }
    return c.json(await refundTrack(c.var.services, asked))
  })
  .get('/:id/download', zValidator('query', DownloadWanted, refuseInvalid), async (c) => {
    const { services, user } = c.var
    const { format } = c.req.valid('query')
    const asked = { userId: user.id, trackId: c.req.param('id'), format }
    // It may have to be decoded.
    if (format === 'wav' && c.req.method !== 'HEAD')
      await countUse(services.redis, 'downloadWav', user.id, services.now())
    const { files, key, fileName, ...options } = await findDownload(services, asked)
    const answer = await answerFile(files, key, c.req.raw, options)
    if (!answer) throw new DomainError('not_found', 'There is no such file.')
    answer.headers.set('content-disposition', createDisposition(fileName))
    return answer
  })
  .get('/:id/:kind{audio|peaks}', async (c) => {
    const kind = c.req.param('kind') === 'audio' ? 'audio' : 'peaks'
    const { db, files } = c.var.services
    const named = c.req.query('v')
    const file = await readTrackFile(db, c.var.user.id, c.req.param('id'), { kind, named })
    const isThatFile = file !== null && named === file.id
    const options = file && { ...file, ...(isThatFile ? { cacheControl: KEPT } : {}) }
    const answer = options && (await answerFile(files, options.key, c.req.raw, options))
    if (!answer) throw new DomainError('not_found', 'There is no such file.')
    return answer
  })
