import {
  barCountOf,
  drawWaveform,
  type LoopFractions,
  type WaveformColors,
  type WaveformPicture,
} from './draw-waveform.ts'
import { barsOf, type Peaks } from './peaks.ts'

/** What the picture shows; read for every frame. */
export interface WaveformSource {
  peaks(): Peaks | null
  playedFraction(): number
  bufferedFraction(): number
  previewFraction(): number | null
  /** The part that plays again and again, as fractions; the same object as long as it is the same part. */
  loop(): LoopFractions | null
  /** Whether the played part is growing by itself and needs frame after frame. */
  isMoving(): boolean
  /** Called whenever the canvas comes into view. */
  onSeen(): void
}

export interface Waveform {
  /** Draws again before the next paint; several calls make one drawing. */
  redraw(): void
  close(): void
}

const GROW_MILLISECONDS = 350

/**
 * Draws a waveform on a canvas at the device's resolution. It redraws after every change of size or
 * theme, and frame by frame while the source moves and the canvas is visible; never in a hidden tab.
 * With reduced motion it draws only when asked.
 */
export function openWaveform(canvas: HTMLCanvasElement, source: WaveformSource): Waveform {
  const closing = new AbortController()
  const { signal } = closing
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  let seen = false
  let colors: WaveformColors | null = null
  let shown: { peaks: Peaks; bars: number[] } | null = null
  let grownSince: number | null = null
  let painted: WaveformPicture | null = null

  function redraw(): void {
    if (frame === 0 && seen && !document.hidden && !signal.aborted)
      frame = requestAnimationFrame(draw)
  }

  function draw(now: number): void {
    frame = 0
    const { clientWidth: width, clientHeight: height } = canvas
    const context = canvas.getContext('2d')
    if (!context || width === 0 || height === 0) return
    if (fitToDevice(canvas, context, width, height)) painted = null
    colors ??= readColors(canvas)
    const bars = barsAt(width, height, now)
    const grown = calm.matches || grownSince === null ? 1 : (now - grownSince) / GROW_MILLISECONDS
    paint(context, {
      bars,
      playedFraction: toPixel(source.playedFraction(), width),
      bufferedFraction: toPixel(source.bufferedFraction(), width),
      previewFraction: source.previewFraction(),
      loop: source.loop(),
      grown: easeOut(Math.min(1, Math.max(0, grown))),
      colors,
    })
    if (!calm.matches && (source.isMoving() || grown < 1)) redraw()
  }

  /** Most frames of a playing track show what the last one did: those cost nothing. */
  function paint(context: CanvasRenderingContext2D, picture: WaveformPicture): void {
    const { clientWidth: width, clientHeight: height } = canvas
    if (painted && isSamePicture(painted, picture)) return
    painted = picture
    drawWaveform(context, width, height, picture)
  }

  function barsAt(width: number, height: number, now: number): number[] | null {
    const peaks = source.peaks()
    if (peaks === null) {
      shown = null
      return null
    }
    if (shown?.peaks !== peaks) grownSince = now
    const count = barCountOf(width, height)
    if (shown?.peaks !== peaks || shown.bars.length !== count)
      shown = { peaks, bars: barsOf(peaks, count) }
    return shown.bars
  }

  function repaint(): void {
    colors = null
    redraw()
  }

  const sizes = new ResizeObserver(redraw)
  sizes.observe(canvas)
  const themes = new MutationObserver(repaint)
  themes.observe(document.documentElement, { attributes: true })
  const sights = new IntersectionObserver((entries) => {
    seen = entries.at(-1)?.isIntersecting ?? false
    if (seen) source.onSeen()
    redraw()
  })
  sights.observe(canvas)
  document.addEventListener('visibilitychange', redraw, { signal })
  for (const query of [calm, matchMedia('(prefers-color-scheme: dark)')])
    query.addEventListener('change', repaint, { signal })

  return {
    redraw,
    close() {
      closing.abort()
      cancelAnimationFrame(frame)
      for (const observer of [sizes, themes, sights]) observer.disconnect()
    },
  }
}

/** Whether the canvas was emptied. */
function fitToDevice(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): boolean {
  const ratio = devicePixelRatio
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
  // Setting a size, even the same one, empties the canvas.
  const isOther = canvas.width !== deviceWidth || canvas.height !== deviceHeight
  if (isOther) {
    canvas.width = deviceWidth
    canvas.height = deviceHeight
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  return isOther
}

function readColors(canvas: HTMLCanvasElement): WaveformColors {
  const style = getComputedStyle(canvas)
  return {
    rest: style.getPropertyValue('--wave-rest'),
    buffered: style.getPropertyValue('--wave-buffered'),
    from: style.getPropertyValue('--wave-from'),
    to: style.getPropertyValue('--wave-to'),
    loop: style.getPropertyValue('--wave-loop'),
    preview: style.getPropertyValue('--wave-preview'),
    head: style.getPropertyValue('--wave-head'),
  }
}

/** Moves are shown in steps of the device's pixels. */
function toPixel(fraction: number, width: number): number {
  const pixels = width * devicePixelRatio
  return Math.round(fraction * pixels) / pixels
}

function isSamePicture(a: WaveformPicture, b: WaveformPicture): boolean {
  const fields = Object.keys(a) as (keyof WaveformPicture)[] // A picture has these keys only.
  return fields.every((field) => a[field] === b[field])
}

function easeOut(fraction: number): number {
  return 1 - (1 - fraction) ** 3
}
