import { userInfo } from 'node:os'
import { openDb } from '../worker/db/client.ts'
import {
  addExample,
  type Candidate,
  EXAMPLES_MAX,
  listExamples,
  removeExample,
} from '../worker/db/examples.ts'
import { readDatabaseSettings } from './database-settings.ts'

const USAGE = 'npm run examples -- add <track> | remove <track> | list'

/** `npm run examples` chooses the tracks that strangers may hear on the first page. */
async function run([command, trackId]: string[]): Promise<string> {
  const settings = await readDatabaseSettings()
  const db = openDb(settings)
  const actor = `operator ${userInfo().username}`
  const from = `(settings of ${settings.from})`
  if (command === 'list') return list(await listExamples(db), from)
  if (command === 'add' && trackId) {
    const candidate = await addExample(db, { trackId, actor })
    if (candidate === null) throw new Error(`There is no track ${trackId} ${from}.`)
    if (!candidate.isAdded) throw new Error(`${trackId} ${whyNot(candidate)}`)
    return `Strangers can hear "${candidate.title}" now ${from}.`
  }
  if (command === 'remove' && trackId) {
    const isRemoved = await removeExample(db, { trackId, actor })
    if (!isRemoved) throw new Error(`${trackId} is no example ${from}.`)
    return `Strangers can't hear ${trackId} any more ${from}.`
  }
  throw new Error(USAGE)
}

function whyNot({ status, isTrashed, isClosed, wasExample }: Candidate): string {
  if (isClosed) return 'belongs to an account that is closed.'
  if (isTrashed) return 'is in the trash: its owner has to restore it first.'
  if (status !== 'complete') return `isn't finished: it is ${status}.`
  if (wasExample) return 'is an example already.'
  return `would be one too many: ${EXAMPLES_MAX} examples are the most. Remove one first.`
}

function list(examples: Awaited<ReturnType<typeof listExamples>>, from: string): string {
  if (examples.length === 0) return `There are no examples ${from}.`
  return examples
    .map(({ track, isHeard }) =>
      [track.id, track.title, ...(isHeard ? [] : ["can't be heard now"])].join('  '),
    )
    .join('\n')
}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
