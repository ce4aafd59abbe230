import { userInfo } from 'node:os'
import { openDb } from '../worker/db/client.ts'
import { askForReplay, listDeadMessages, readDeadMessage } from '../worker/db/dead-messages.ts'
import { readDatabaseSettings } from './database-settings.ts'

const LISTED_MAX = 200
const USAGE = 'npm run jobs:dead -- list | show <id> | replay <id or all>'

/**
 * `npm run jobs:dead` shows the messages whose every attempt failed, and has them sent again: the
 * studio's cron does that within a minute.
 */
async function run([command, id]: string[]): Promise<string> {
  const settings = await readDatabaseSettings()
  const db = openDb(settings)
  if (command === 'list') return list(await listDeadMessages(db, LISTED_MAX), settings.from)
  if (command === 'show' && id) {
    const message = await readDeadMessage(db, id)
    if (message === null)
      throw new Error(`No message ${id} has died (settings of ${settings.from}).`)
    return JSON.stringify(message, null, 2)
  }
  if (command === 'replay' && id) {
    const asked = await askForReplay(db, { id, actor: `operator ${userInfo().username}` })
    if (asked.length === 0)
      throw new Error('Nothing to send again: that was asked for already, or it never died.')
    return asked.map((each) => `${each} will be sent again within a minute.`).join('\n')
  }
  throw new Error(USAGE)
}

function list(messages: Awaited<ReturnType<typeof listDeadMessages>>, from: string): string {
  if (messages.length === 0) return `No message is dead (settings of ${from}).`
  return messages
    .map(({ id, body, diedAt, replayAt }) =>
      [
        id,
        diedAt.toISOString(),
        JSON.stringify(body),
        ...(replayAt ? ['to be sent again'] : []),
      ].join('  '),
    )
    .join('\n')
}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
