import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { type Example, listExamples, readExampleFile } from '../db/examples.ts'
import { DomainError } from '../errors.ts'
import { answerFile } from '../storage/answer-file.ts'

/** Asked for anew each time: one that is removed is gone at once. The answer may renew a cookie. */
const CACHE_CONTROL = 'private, no-cache'

/** For strangers, too. */
export const examples = new Hono<AppEnv>()
  .get('/', async (c) => {
    const heard = (await listExamples(c.var.services.db)).filter(({ isHeard }) => isHeard)
    c.header('Cache-Control', CACHE_CONTROL)
    return c.json({ items: heard.map(answerExample) })
  })
  .get('/:id/:kind{audio|peaks}', async (c) => {
    const kind = c.req.param('kind') === 'audio' ? 'audio' : 'peaks'
    const { db, files } = c.var.services
    const named = c.req.query('v')
    const file = await readExampleFile(db, c.req.param('id'), { kind, named })
    const options = file && { ...file, cacheControl: CACHE_CONTROL }
    const answer = options && (await answerFile(files, options.key, c.req.raw, options))
    if (!answer) throw new DomainError('not_found', 'There is no such example.')
    return answer
  })

/** Shows nothing of its owner. */
function answerExample({ track, renditionId }: Example) {
  const path = `/api/examples/${track.id}`
  return {
    id: track.id,
    title: track.title,
    prompt: track.prompt,
    instrumental: track.instrumental,
    model: track.model,
    genre: track.genre,
    durationSeconds: track.durationSeconds,
    audioUrl: `${path}/audio?v=${renditionId ?? track.audioFileId}`,
    peaksUrl: `${path}/peaks`,
  }
}

export type ExampleAnswer = ReturnType<typeof answerExample>
