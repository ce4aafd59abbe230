import { startCron } from './cron.ts'
import { stopOnSignals } from './lifetime.ts'
import { endLeftovers, findRunning, forgetProcesses, recordProcess } from './processes.ts'
import { refuseTakenPorts } from './refuse-taken-ports.ts'
import { DEMO_SIGN_INS, seed } from './seed.ts'
import { allPorts, LOCAL_FOLDER, PORT, workerSettings } from './settings.ts'
import { startStandIns } from './start-stand-ins.ts'
import { startWrangler, waitUntilServing } from './wrangler.ts'

/** `npm start`: stand-ins, migrations, seed, the Worker, and cron; one `ready` line; Ctrl-C ends all. */
async function start(): Promise<void> {
  const running = await findRunning(LOCAL_FOLDER)
  if (running) throw new Error(`The studio is running already (process ${running}).`)
  await endLeftovers(LOCAL_FOLDER)
  await refuseTakenPorts(allPorts())
  const lifetime = stopOnSignals()
  lifetime.atEnd(() => forgetProcesses(LOCAL_FOLDER))
  console.log('Starting the stand-ins and building the studio…')
  const standIns = await startStandIns()
  lifetime.atEnd(standIns.stop)
  const settings = workerSettings(standIns)
  const wrangler = await startWrangler({ folder: LOCAL_FOLDER, port: PORT, settings })
  lifetime.atEnd(wrangler.stop)
  await recordProcess(LOCAL_FOLDER, wrangler.pid)
  await waitUntilServing(LOCAL_FOLDER, PORT, wrangler)
  await seed(standIns.databaseUrl, settings)
  const cron = startCron(PORT)
  lifetime.atEnd(cron.stop)
  void wrangler.exited.then(() => lifetime.end('The Worker ended by itself: see wrangler.log.'))
  console.log(`What the studio mails arrives at ${settings.MAIL_BASE_URL}`)
  console.log(`ready ${settings.PUBLIC_URL} — ${DEMO_SIGN_INS}`)
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
  process.emit('SIGTERM')
})
