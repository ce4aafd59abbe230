import { parentPort, workerData } from 'node:worker_threads'
import { openLane, type Task } from './lane.ts'
import type { Report } from './schedule.ts'

export type LaneAnswer = { report: Report } | { mistake: string }

const lane = openLane(workerData.databaseUrl)

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await answer(task))
})

async function answer(task: Task): Promise<LaneAnswer> {
  try {
    return { report: await (await lane)(task) }
  } catch (error) {
    return { mistake: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
