import type { LoopFractions } from './draw-waveform.ts'
import { openWaveform, type Waveform } from './open-waveform.ts'
import { peaksCache } from './peaks-cache.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Loop, Player } from './player.ts'
import { bufferedOf, durationOf, playerOf, positionOf } from './use-track-position.ts'
import { fractionsOf } from './wave-loop.ts'

/** Draws a track's waveform and keeps it in step with the player. Fetches its peaks once it is visible. */
export function showTrackWaveform(
  canvas: HTMLCanvasElement,
  player: Player | null,
  track: Pick<PlayableTrack, 'id' | 'audioUrl' | 'peaksUrl' | 'durationSeconds'>,
  pointer: { previewFraction(): number | null; draggedLoop(): LoopFractions | null },
): Waveform {
  const load = track.peaksUrl === null ? null : peaksCache.at(track.peaksUrl)
  const fractionOf = (seconds: number) => Math.min(1, seconds / (durationOf(player, track) || 1))
  let shownLoop: { loop: Loop | null; fractions: LoopFractions | null } | null = null
  const loopFractions = () => {
    const loop = playerOf(player, track)?.loop.get() ?? null
    if (shownLoop?.loop !== loop)
      shownLoop = { loop, fractions: fractionsOf(loop, durationOf(player, track)) }
    return shownLoop.fractions
  }
  const waveform = openWaveform(canvas, {
    peaks: () => load?.get().peaks ?? null,
    playedFraction: () => fractionOf(positionOf(player, track)),
    bufferedFraction: () => fractionOf(bufferedOf(player, track)),
    previewFraction: pointer.previewFraction,
    loop: () => pointer.draggedLoop() ?? loopFractions(),
    isMoving: () => playerOf(player, track)?.state.get().status === 'playing',
    onSeen: () => load?.fetch(),
  })
  const ends = [load, player?.state, player?.time, player?.loop].map((seen) =>
    seen?.subscribe(waveform.redraw),
  )
  return {
    redraw: waveform.redraw,
    close() {
      for (const end of ends) end?.()
      waveform.close()
    },
  }
}
