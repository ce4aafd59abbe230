import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const OUTPUT_BYTES_MAX = 16 * 1024 * 1024
const PAUSE_SECONDS = 6 * 60 * 60
const RENAMES_MAX = 5000

/**
 * The files in `folder` whose content has changed since the last landing, and the commit that was. A file
 * that only moved has not changed. Null where the history can't tell: in a shallow clone, or when all of it
 * is one landing.
 */
export async function findChangedFiles(
  folder: string,
): Promise<{ since: string; files: Set<string> } | null> {
  const log = await git(folder, 'log', '--format=%H %ct')
  const commits = log.split('\n').map((line) => {
    const [commit = '', seconds] = line.split(' ')
    return { commit, seconds: Number(seconds) }
  })
  const since = findLastLanding(commits)
  if (since === null) return null
  const renames = `-l${RENAMES_MAX}`
  const diff = await git(folder, 'diff', '--name-status', '--find-renames', renames, '-z', since)
  return { since, files: readNames(diff) }
}

/** The hash of the commit that is checked out. */
export async function readCommit(folder: string): Promise<string> {
  return git(folder, 'rev-parse', 'HEAD')
}

type Commit = { commit: string; seconds: number }

/**
 * The newest commit before a pause of six hours. Landings are pushed whole and marked nowhere, and a fresh
 * clone has nothing that isn't pushed; but commits of one landing follow each other closely. Two landings
 * without such a pause between them count as one, and so more bugs as changed than have.
 */
export function findLastLanding(commits: Commit[]): string | null {
  const newestFirst = commits.toSorted((a, b) => b.seconds - a.seconds)
  const landed = newestFirst.find(
    ({ seconds }, index) => (newestFirst[index - 1]?.seconds ?? seconds) - seconds > PAUSE_SECONDS,
  )
  return landed?.commit ?? null
}

/** Reads `M`, `A` and the like with a name each, and `R100` and the like with the old name and the new. */
function readNames(diff: string): Set<string> {
  const names = new Set<string>()
  const words = diff.split('\0')
  for (let at = 0; at + 1 < words.length; at += 2) {
    const status = words[at] ?? ''
    if (status.startsWith('R')) at += 1
    const name = words[at + 1]
    if (name && status !== 'R100' && status !== 'D') names.add(name)
  }
  return names
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const options = { cwd: folder, maxBuffer: OUTPUT_BYTES_MAX }
  const { stdout } = await promisify(execFile)('git', args, options)
  return stdout.trim()
}
