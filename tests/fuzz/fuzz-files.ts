import { TOO_LATE, within } from '../../worker/storage/within.ts'
import { FILES } from '../harness/file-stores.ts'
import type { Person, Studio } from '../harness/studio.ts'
import { damageSound } from './damage-sound.ts'

export type Fault = { index: number; what: 'crashed' | 'hung' | 'left behind'; how: string }
export type FuzzResult = { mutations: number; kept: number; faults: Fault[] }

/** As many as one person may send in a minute. */
const UPLOADS_PER_PERSON = 20
/** An upload gives up a body that stops after 30 seconds, and would call that damaged, too. */
const HUNG_SECONDS = 20
const KEPT = [200, 201]
const REFUSED = [413, 415, 422]

/** Brings damaged sounds as people would, and looks at what each of these people has in the end. */
export async function fuzzFiles(
  studio: Studio,
  { seed, from, mutations }: { seed: number; from: number; mutations: number },
): Promise<FuzzResult> {
  const result: FuzzResult = { mutations, kept: 0, faults: [] }
  const indices = Array.from({ length: mutations }, (_, at) => from + at)
  for (let at = 0; at < mutations; at += UPLOADS_PER_PERSON) {
    const some = indices.slice(at, at + UPLOADS_PER_PERSON)
    const { kept, faults, left } = await bringAll(studio, seed, some)
    result.kept += kept
    result.faults.push(...faults)
    if (left !== null) result.faults.push(...(await findWhatLeaves(studio, seed, some, left)))
  }
  return result
}

type Brought = { kept: number; faults: Fault[]; left: string | null }

/** One person brings them, one by one. `left` is only looked for when nothing else went wrong. */
async function bringAll(
  studio: Studio,
  seed: number,
  indices: readonly number[],
): Promise<Brought> {
  const person = await studio.newPerson()
  const unhandled = watchRejections()
  const kept = new Set<string>()
  const faults: Fault[] = []
  for (const index of indices) {
    const { bytes, how } = damageSound(seed, index)
    const note = (what: Fault['what'], more: unknown) =>
      faults.push({ index, what, how: `${more} (${how}; ${bytes.length} bytes)` })
    try {
      const id = await within(HUNG_SECONDS, bring({ studio, person, index, bytes }))
      if (id === TOO_LATE) note('hung', 'no answer')
      else if (id !== null) kept.add(id)
    } catch (error) {
      note(error instanceof OtherBytes ? 'left behind' : 'crashed', error)
    }
    for (const error of unhandled.take()) note('crashed', `unhandled: ${error}`)
    studio.measures.reset()
  }
  unhandled.stop()
  const left = faults.length > 0 ? null : await findLeft(studio, person, [...kept].sort())
  return { kept: kept.size, faults, left }
}

/** Alone, each shows whether it is the one. */
async function findWhatLeaves(
  studio: Studio,
  seed: number,
  indices: readonly number[],
  left: string,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const index of indices) {
    const alone = await bringAll(studio, seed, [index])
    if (alone.left !== null) faults.push({ index, what: 'left behind', how: alone.left })
  }
  const [first = 0] = indices
  const together = `${left}, but only when ${indices.length} come after one another`
  return faults.length > 0 ? faults : [{ index: first, what: 'left behind', how: together }]
}

class OtherBytes extends Error {}

type Upload = { studio: Studio; person: Person; index: number; bytes: Uint8Array }

/** Reads it back and has it measured. Answers its id; null when it is refused. */
async function bring(upload: Upload): Promise<string | null> {
  const answer = await send(upload)
  const text = await answer.text()
  if (REFUSED.includes(answer.status)) return null
  if (!KEPT.includes(answer.status)) throw new Error(`${answer.status}: ${text}`)
  const { id }: { id: string } = JSON.parse(text)
  await expectSame(upload, id)
  await measure(upload.studio)
  return id
}

/** Every second one in a form. */
function send({ person, index, bytes }: Upload): Promise<Response> {
  const body = new Uint8Array(bytes)
  if (index % 2 === 0) {
    const headers = { 'content-type': 'audio/mpeg', 'content-length': String(body.length) }
    return person.call('/api/files?rights=mine', { method: 'POST', headers, body })
  }
  const form = new FormData()
  form.append('rights', 'mine')
  form.append('file', new File([body], 'Damaged.mp3'))
  return person.call('/api/files', { method: 'POST', body: form })
}

async function expectSame({ person, bytes }: Upload, id: string): Promise<void> {
  const content = await person.call(`/api/files/${id}/content`)
  const stored = new Uint8Array(await content.arrayBuffer())
  const isSame = stored.length === bytes.length && stored.every((byte, at) => byte === bytes[at])
  if (content.status !== 200 || !isSame)
    throw new OtherBytes(`${content.status}: ${stored.length} other bytes`)
}

/** A message that is wanted again was too much for its consumer. */
async function measure({ measures, deliver }: Studio): Promise<void> {
  const again = await deliver(measures.held.splice(0), 'measures')
  if (again.length > 0) throw new Error('It could not be measured')
}

/** How the rows, the objects and the list of somebody's files differ from what was kept for them, in words. */
async function findLeft(studio: Studio, person: Person, kept: string[]): Promise<string | null> {
  const rows = await studio.sql<{ id: string }>('select id from files where user_id = $1', [
    person.id,
  ])
  const { keys } = await FILES.list(`references/${person.id}/`)
  const list = await person.call('/api/files?limit=100')
  if (list.status !== 200) return `the list is ${list.status}: ${await list.text()}`
  const { items } = await list.json<{ items: { id: string; measured: unknown }[] }>()
  const found = {
    rows: rows.map(({ id }) => id),
    objects: keys.map((key) => key.split('/').at(-1) ?? ''),
    // What could be decoded once can be measured.
    measured: items.filter(({ measured }) => measured !== null).map(({ id }) => id),
  }
  const wrong = Object.entries(found).filter(([, ids]) => ids.sort().join() !== kept.join())
  if (wrong.length === 0) return null
  return `${kept.length} were kept, but there are ${wrong.map(([what, { length }]) => `${length} ${what}`).join(', ')}`
}

function watchRejections() {
  const reasons: unknown[] = []
  const listen = (event: PromiseRejectionEvent) => void reasons.push(event.reason)
  addEventListener('unhandledrejection', listen)
  return {
    take: () => reasons.splice(0),
    stop: () => removeEventListener('unhandledrejection', listen),
  }
}
