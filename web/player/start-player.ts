import { connectLoop } from './connect-loop.ts'
import { connectMemory, type PlayerMemory } from './connect-memory.ts'
import { drawArtwork } from './draw-artwork.ts'
import { connectMediaSession } from './media-session.ts'
import { openPlayer } from './open-player.ts'
import type { Player } from './player.ts'
import { connectSkipping } from './skip-broken.ts'

/** The player with all that follows it: the system's own controls, the memory, the skipping of broken tracks. */
export function startPlayer(audio: HTMLAudioElement): {
  player: Player
  memory: PlayerMemory
  close: () => void
} {
  const closing = new AbortController()
  const player = openPlayer(audio)
  if ('mediaSession' in navigator)
    connectMediaSession(navigator.mediaSession, audio, player, drawArtwork, closing.signal)
  connectSkipping(player, closing.signal)
  connectLoop(player, audio, closing.signal)
  const memory = connectMemory(player, closing.signal)
  return {
    player,
    memory,
    close() {
      closing.abort()
      player.close()
    },
  }
}
