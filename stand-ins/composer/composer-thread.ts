import { parentPort } from 'node:worker_threads'
import { composeSong } from './compose-song.ts'
import { type Encoding, encodeSong } from './encode-song.ts'
import { renderSong } from './render-song.ts'
import type { SongWishes } from './song-wishes.ts'

export type ComposeTask = { task: number; wishes: SongWishes; encoding: Encoding }
export type ComposeAnswer = { task: number } & ({ audio: Uint8Array } | { error: string })

parentPort?.on('message', async ({ task, wishes, encoding }: ComposeTask) => {
  const answer = await makeSong(wishes, encoding).then(
    (audio): ComposeAnswer => ({ task, audio }),
    (error): ComposeAnswer => ({ task, error: String(error) }),
  )
  parentPort?.postMessage(answer)
})

async function makeSong(wishes: SongWishes, encoding: Encoding): Promise<Uint8Array> {
  return encodeSong(renderSong(composeSong(wishes)), encoding)
}
