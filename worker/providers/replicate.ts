import type { Config } from '../env.ts'
import type { MusicProvider } from './music-provider.ts'

export function openReplicate(_config: Config): MusicProvider {
  return { files: { hosts: [], fetch } } as unknown as MusicProvider
}
