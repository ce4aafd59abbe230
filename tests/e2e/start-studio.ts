import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePortRange, npmStart, pressCtrlC } from './npm-start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    studioUrl: string
  }
}

export default async function startStudio(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-e2e-'))
  const studio = await npmStart({ port: await freePortRange(), folder })
  project.provide('studioUrl', studio.url)
  return async () => {
    await pressCtrlC(studio)
    await rm(folder, { recursive: true, force: true })
  }
}
