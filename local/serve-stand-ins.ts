import { stopOnSignals } from './lifetime.ts'
import { endLeftovers, findRunning, forgetProcesses } from './processes.ts'
import { refuseTakenPorts } from './refuse-taken-ports.ts'
import { LOCAL_FOLDER, PORTS } from './settings.ts'
import { startStandIns } from './start-stand-ins.ts'

/** `npm run local`: the stand-ins alone, for a `wrangler dev` of your own with `.dev.vars`. */
async function serve(): Promise<void> {
  const running = await findRunning(LOCAL_FOLDER)
  if (running) throw new Error(`The stand-ins are running already (process ${running}).`)
  await endLeftovers(LOCAL_FOLDER)
  await refuseTakenPorts(Object.values(PORTS))
  const lifetime = stopOnSignals()
  lifetime.atEnd(() => forgetProcesses(LOCAL_FOLDER))
  const standIns = await startStandIns()
  lifetime.atEnd(standIns.stop)
  const served = Object.entries(PORTS).filter(([name]) => name !== 's3' || standIns.s3 !== null)
  const addresses = served.map(([name, port]) => `${name} 127.0.0.1:${port}`)
  console.log(`ready ${addresses.join(', ')}`)
}

serve().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
