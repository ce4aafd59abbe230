import { openWaveform, type Waveform } from './open-waveform.ts'
import { peaksCache } from './peaks-cache.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { bufferedOf, durationOf, playerOf, positionOf } from './use-track-position.ts'

/** Draws a track's waveform and keeps it in step with the player. Fetches its peaks once it is visible. */
export function showTrackWaveform(
  canvas: HTMLCanvasElement,
  player: Player | null,
  track: Pick<PlayableTrack, 'id' | 'audioUrl' | 'peaksUrl' | 'durationSeconds'>,
  previewFraction: () => number | null,
): Waveform {
  const load = track.peaksUrl === null ? null : peaksCache.at(track.peaksUrl)
  const fractionOf = (seconds: number) => Math.min(1, seconds / (durationOf(player, track) || 1))
  const waveform = openWaveform(canvas, {
    peaks: () => load?.get().peaks ?? null,
    playedFraction: () => fractionOf(positionOf(player, track)),
    bufferedFraction: () => fractionOf(bufferedOf(player, track)),
    previewFraction,
    isMoving: () => playerOf(player, track)?.state.get().status === 'playing',
    onSeen: () => load?.fetch(),
  })
  const ends = [load, player?.state, player?.time].map((seen) => seen?.subscribe(waveform.redraw))
  return {
    redraw: waveform.redraw,
    close() {
      for (const end of ends) end?.()
      waveform.close()
    },
  }
}
