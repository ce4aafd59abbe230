import { parentPort } from 'node:worker_threads'
import { composeSong } from './compose-song.ts'
import { encodeMp3 } from './encode-mp3.ts'
import { renderSong } from './render-song.ts'
import type { SongWishes } from './song-wishes.ts'

export type ComposeTask = { task: number; wishes: SongWishes; bitrateKbps: number }
export type ComposeAnswer = { task: number } & ({ mp3: Uint8Array } | { error: string })

parentPort?.on('message', async ({ task, wishes, bitrateKbps }: ComposeTask) => {
  const answer = await makeSong(wishes, bitrateKbps).then(
    (mp3): ComposeAnswer => ({ task, mp3 }),
    (error): ComposeAnswer => ({ task, error: String(error) }),
  )
  parentPort?.postMessage(answer)
})

async function makeSong(wishes: SongWishes, bitrateKbps: number): Promise<Uint8Array> {
  const audio = renderSong(composeSong(wishes))
  return encodeMp3(audio, { bitrateKbps })
}
