/** MP3s of three seconds each, made with ffmpeg and LAME; the others are ffmpeg's, of what `tones.ts` plays. */
import monoBareUrl from './mono-bare.mp3?inline'
import pulseFlacUrl from './pulse.flac?inline'
import pulseOpusUrl from './pulse-opus.ogg?inline'
import pulseVorbisUrl from './pulse-vorbis.ogg?inline'
import stereoCbrUrl from './stereo-cbr.mp3?inline'
import stereoVbrUrl from './stereo-vbr.mp3?inline'
import tonesFlacUrl from './tones.flac?inline'
import tonesM4aUrl from './tones.m4a?inline'
import tonesOpusUrl from './tones-opus.ogg?inline'
import tonesVorbisUrl from './tones-vorbis.ogg?inline'

/** 44.1 kHz, 128 kbit/s, ID3v2 tag, "Info" header. 440 Hz fades in on the left, 660 Hz on the right. */
export const stereoCbr = decodeDataUrl(stereoCbrUrl)

/** 44.1 kHz, variable bit rate, ID3v2 tag, "Xing" header. */
export const stereoVbr = decodeDataUrl(stereoVbrUrl)

/** 22.05 kHz mono (MPEG-2), 48 kbit/s, frames and nothing else: no tag, no announcement. */
export const monoBare = decodeDataUrl(monoBareUrl)

export const tonesFlac = decodeDataUrl(tonesFlacUrl)
export const tonesVorbis = decodeDataUrl(tonesVorbisUrl)
export const tonesOpus = decodeDataUrl(tonesOpusUrl)
/** AAC, its container's index at the end. */
export const tonesM4a = decodeDataUrl(tonesM4aUrl)

export const pulseFlac = decodeDataUrl(pulseFlacUrl)
export const pulseVorbis = decodeDataUrl(pulseVorbisUrl)
export const pulseOpus = decodeDataUrl(pulseOpusUrl)

/** A body of unknown length, in chunks of these sizes, over and over. */
export function streamOf(bytes: Uint8Array, chunkSizes: number[] = [16_384]) {
  let [at, turn] = [0, 0]
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      const size = chunkSizes[turn++ % chunkSizes.length] ?? bytes.length
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
}

/** A body that never ends: the same bytes over and over. */
export function endlessStreamOf(bytes: Uint8Array) {
  return new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(bytes.slice()) })
}

export function concat(...pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0))
  pieces.reduce((at, piece) => {
    whole.set(piece, at)
    return at + piece.length
  }, 0)
  return whole
}

function decodeDataUrl(url: string): Uint8Array {
  return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (char) => char.charCodeAt(0))
}
