import { rm } from 'node:fs/promises'
import { endLeftovers, findRunning } from './processes.ts'
import { LOCAL_FOLDER } from './settings.ts'

/** `npm run reset`: deletes everything local. Refuses while the studio is running. */
const running = await findRunning(LOCAL_FOLDER)
if (running) {
  console.error(`The studio is running (process ${running}): stop it first.`)
  process.exit(1)
}
await endLeftovers(LOCAL_FOLDER)
await rm(LOCAL_FOLDER, { recursive: true, force: true })
console.log('Everything local is gone: the next start begins from scratch.')
