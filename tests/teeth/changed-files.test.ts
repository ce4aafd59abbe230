import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChangedFiles, findLastLanding } from './changed-files.ts'

const HOUR = 3600

describe('the last landing', () => {
  const at = (...hours: number[]) =>
    hours.map((hour) => ({ commit: `at ${hour}`, seconds: hour * HOUR }))

  it.each([
    ['the newest commit before a pause', [130, 129.5, 124, 100, 99], 'at 100'],
    ['found whatever the order of the commits', [124, 99, 130, 129.5, 100], 'at 100'],
    ['not before a pause of six hours or less', [130, 124, 100], 'at 100'],
    ['unknown when all commits are of one landing', [130, 129, 128], null],
    ['unknown with one commit', [130], null],
  ])('is %s', (_, hours, landing) => {
    expect(findLastLanding(at(...hours))).toBe(landing)
  })
})

describe('the changed files', () => {
  let folder: string
  let landed: string

  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()

  function commit(hour: number): string {
    git('add', '--all')
    const date = new Date(Date.UTC(2026, 0, 1) + hour * HOUR * 1000).toISOString()
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
    execFileSync('git', [...who, 'commit', '--quiet', '--message', 'A change', '--date', date], {
      cwd: folder,
      env: { ...process.env, GIT_COMMITTER_DATE: date },
    })
    return git('rev-parse', 'HEAD')
  }

  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  const song = (words: string) => `${'la la la\n'.repeat(20)}${words}\n`

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'changed-files-'))
    git('init', '--quiet')
    for (const name of ['same.ts', 'changed.ts', 'moved.ts', 'rewritten.ts', 'gone.ts'])
      await write(name, song(name))
    landed = commit(0)
    await write('changed.ts', song('other words'))
    git('mv', 'moved.ts', 'new-place.ts')
    git('mv', 'rewritten.ts', 'rewritten-place.ts')
    await write('rewritten-place.ts', song('other words here, too'))
    git('rm', '--quiet', 'gone.ts')
    commit(10)
    await write('added.ts', 'new')
    commit(11)
    await write('same.ts', song('not committed'))
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('are those whose content is another, committed or not, and none that only moved', async () => {
    expect(await findChangedFiles(folder)).toEqual({
      since: landed,
      files: new Set(['added.ts', 'changed.ts', 'rewritten-place.ts', 'same.ts']),
    })
  })

  it('are unknown in a clone that has only the newest commits', async () => {
    const clone = await mkdtemp(join(tmpdir(), 'changed-files-'))
    git('clone', '--quiet', '--depth', '2', `file://${folder}`, clone)
    expect(await findChangedFiles(clone)).toBe(null)
    await rm(clone, { recursive: true })
  })
})
