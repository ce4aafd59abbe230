import { rm } from 'node:fs/promises'
import { endLeftovers, findRunning } from './processes.ts'
import { LOCAL_FOLDER } from './settings.ts'

/** `npm run reset`: forgets everything local. Not under a running studio. */
const running = await findRunning(LOCAL_FOLDER)
if (running) {
  console.error(`The studio is running (process ${running}): stop it first.`)
  process.exit(1)
}
await endLeftovers(LOCAL_FOLDER)
await rm(LOCAL_FOLDER, { recursive: true, force: true })
console.log('Everything local is gone: the next start begins anew.')
