import { Worker } from 'node:worker_threads'
import { Client } from 'pg'
import type { Task } from './lane.ts'
import type { LaneAnswer } from './lane-thread.ts'
import type { Report } from './schedule.ts'

const THREAD = new URL('./lane-thread.ts', import.meta.url)
const IMPORT_WASM = new URL('./import-wasm.ts', import.meta.url).href

export type Lanes = {
  /** Simulates all of them, several at once. Rejects when the simulation itself makes a mistake. */
  run<Each extends Task>(
    tasks: Iterable<Each>,
    reported: (task: Each, report: Report) => void,
  ): Promise<void>
  close(): Promise<void>
}

/** Opens lanes on a server whose own database is prepared: each is a thread with a copy of it. */
export async function openLanes(serverUrl: string, count: number): Promise<Lanes> {
  const urls = await cloneDatabases(serverUrl, count)
  const threads = urls.map(
    (databaseUrl) =>
      new Worker(THREAD, { workerData: { databaseUrl }, execArgv: ['--import', IMPORT_WASM] }),
  )
  return {
    async run(tasks, reported) {
      const waiting = tasks[Symbol.iterator]()
      const work = async (thread: Worker) => {
        for (let next = waiting.next(); !next.done; next = waiting.next())
          reported(next.value, await simulate(thread, next.value))
      }
      await Promise.all(threads.map(work))
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

function simulate(thread: Worker, task: Task): Promise<Report> {
  return new Promise((resolve, reject) => {
    const settle = (answer: LaneAnswer) => {
      thread.off('error', reject)
      if ('report' in answer) resolve(answer.report)
      else reject(new Error(`${JSON.stringify(task)}: ${answer.mistake}`))
    }
    thread.once('message', settle)
    thread.once('error', reject)
    thread.postMessage(task)
  })
}

async function cloneDatabases(serverUrl: string, count: number): Promise<string[]> {
  const template = new URL(serverUrl).pathname.slice(1)
  const client = new Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await client.connect()
  try {
    const urls: string[] = []
    for (let lane = 1; lane <= count; lane += 1) {
      await client.query(`create database lane_${lane} template ${template}`)
      urls.push(withDatabase(serverUrl, `lane_${lane}`))
    }
    return urls
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
