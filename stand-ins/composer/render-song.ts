import type { Bus, Part, Song } from './song.ts'
import { balanceGain } from './sound/balance.ts'
import { playDrums } from './sound/drums.ts'
import { duck } from './sound/ducking.ts'
import { addEcho } from './sound/echo.ts'
import { applyInserts } from './sound/inserts.ts'
import { insertsOf, playInstrument } from './sound/instruments.ts'
import { master } from './sound/master.ts'
import { addReverb } from './sound/reverb.ts'
import { singNotes } from './sound/singer.ts'
import { SAMPLE_RATE, type StereoAudio, silence } from './sound/stereo.ts'

/** Renders a score to finished audio of exactly its length: pure and reproducible to the bit. */
export function renderSong(song: Song): StereoAudio {
  const mix = mixBuses(song)
  const ending = song.sections.at(-1)
  const endingSeconds = ending ? (ending.beats * 60) / song.wishes.bpm : 1
  master(mix, Math.min(2.5, endingSeconds * 0.7))
  return mix
}

/**
 * Mixes the parts on some buses, or on all, before mastering. Every step after a part's own inserts
 * is linear, so the mixes of single buses add up to the mix of all.
 */
export function mixBuses(song: Song, buses?: readonly Bus[]): StereoAudio {
  const frames = Math.round(song.wishes.durationSeconds * SAMPLE_RATE)
  const mix = silence(frames)
  const room = silence(frames)
  const echo = silence(frames)
  const dry = silence(frames)
  for (const [index, part] of song.parts.entries()) {
    if (buses && !buses.includes(part.channel.bus)) continue
    dry.left.fill(0)
    dry.right.fill(0)
    playPart(dry, part, song, song.wishes.seed + index)
    const { bus, level, pan, duck: depth } = part.channel
    const gain = balanceGain(dry, bus, level)
    if (depth > 0) duck(dry, song.duckTimes, depth)
    const gainLeft = gain * Math.min(1, 1 - pan)
    const gainRight = gain * Math.min(1, 1 + pan)
    const sends = [
      [mix, 1],
      [room, part.channel.room],
      [echo, part.channel.echo],
    ] as const
    for (const [to, share] of sends) {
      if (share === 0) continue
      addScaled(dry.left, to.left, gainLeft * share)
      addScaled(dry.right, to.right, gainRight * share)
    }
  }
  addEcho(echo, mix, song.wishes.bpm)
  addReverb(room, mix, song.roomSeconds)
  return mix
}

function playPart(audio: StereoAudio, part: Part, song: Song, seed: number): void {
  if (part.kind === 'drums') playDrums(audio, part.kit, part.hits)
  else if (part.kind === 'voice') {
    singNotes(audio, part.notes, part.formantScale, seed)
    applyInserts(audio, { lowCutHertz: 130, chorus: 0.22 })
  } else {
    playInstrument(audio, part.instrument, part.notes, song.brightness, seed)
    applyInserts(audio, insertsOf(part.instrument))
  }
}

function addScaled(from: Float32Array, to: Float32Array, gain: number): void {
  for (let i = 0; i < from.length; i++) to[i] = (to[i] ?? 0) + (from[i] ?? 0) * gain
}
