import { execFileSync, spawnSync } from 'node:child_process'

const PACKAGES = ['ffmpeg', 'espeak-ng', 'fretsonfire-songs-sectoid', 'fretsonfire-songs-muldjord']

/** Debian's own; nothing of them is kept in the repository. */
export function installPackages(): void {
  const missing = PACKAGES.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0)
  if (missing.length === 0) return
  console.log(`Installing ${missing.join(', ')}…`)
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  try {
    for (const args of [['update'], install])
      execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  } catch {
    throw new Error(`Please run as root on Debian: apt-get update && apt-get ${install.join(' ')}`)
  }
}
