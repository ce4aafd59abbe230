import type { Player } from './player.ts'

/** The element tells its position four times a second: closer to the end of a part a timer is exact. */
const EXACT_WITHIN_SECONDS = 0.4

/** Plays the player's loop again and again. Ends with `signal`. */
export function connectLoop(player: Player, audio: HTMLAudioElement, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const follow = () => {
    clearTimeout(timer)
    const loop = player.loop.get()
    if (loop === null || audio.paused) return
    const seconds = (loop.untilSeconds - player.positionSeconds()) / audio.playbackRate
    if (seconds <= 0) player.seekTo(loop.fromSeconds)
    else if (seconds < EXACT_WITHIN_SECONDS) timer = setTimeout(follow, seconds * 1000)
  }
  const end = player.loop.subscribe(follow)
  for (const event of ['timeupdate', 'playing', 'pause', 'seeked', 'ratechange'])
    audio.addEventListener(event, follow, { signal })
  signal.addEventListener('abort', () => {
    end()
    clearTimeout(timer)
  })
}
