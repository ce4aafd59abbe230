export type LoopFractions = { from: number; until: number }

export type WaveformPicture = {
  /** 0 to 1 each; null draws a plain progress line. */
  bars: readonly number[] | null
  playedFraction: number
  /** How far the sound is loaded. */
  bufferedFraction: number
  /** Where the pointer would seek to; null when it is elsewhere. */
  previewFraction: number | null
  /** The part that plays again and again. */
  loop: LoopFractions | null
  /** 0 to 1: how far the bars have grown out of the line. */
  grown: number
  colors: WaveformColors
}

export type WaveformColors = {
  rest: string
  /** What is loaded and not played yet. */
  buffered: string
  /** The played part's gradient. */
  from: string
  to: string
  preview: string
  /** Behind a part that plays again and again. */
  loop: string
  /** The line at the position. */
  head: string
}

const LINE_HEIGHT = 4
const HEAD_WIDTH = 2
/** From this height on there is room for wider gaps. */
const TALL = 40
const BAR_WIDTH = 3

function pitchOf(height: number): number {
  return BAR_WIDTH + (height >= TALL ? 2 : 1)
}

/** How many bars fit beside each other; all lengths are CSS pixels. */
export function barCountOf(width: number, height: number): number {
  const pitch = pitchOf(height)
  return Math.max(1, Math.floor((width + pitch - BAR_WIDTH) / pitch))
}

/** Draws in CSS pixels: the context is already scaled to the device's. */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { bars, playedFraction, bufferedFraction, previewFraction, loop, grown, colors }: WaveformPicture,
): void {
  const shape = bars ? barsShape(bars, width, height, grown) : lineShape(width, height)
  const playedWidth = width * playedFraction
  context.clearRect(0, 0, width, height)
  if (loop) {
    context.fillStyle = colors.loop
    context.fillRect(loop.from * width, 0, (loop.until - loop.from) * width, height)
  }
  context.fillStyle = colors.rest
  context.fill(shape)
  const bufferedWidth = width * bufferedFraction
  if (bufferedWidth > playedWidth)
    paintSlice(context, shape, height, playedWidth, bufferedWidth, colors.buffered)
  if (previewFraction !== null) {
    const preview = [playedWidth, width * previewFraction].sort((a, b) => a - b)
    paintSlice(context, shape, height, preview[0] ?? 0, preview[1] ?? 0, colors.preview)
  }
  if (playedWidth <= 0) return
  const forge = context.createLinearGradient(0, 0, playedWidth, 0)
  forge.addColorStop(0, colors.from)
  forge.addColorStop(1, colors.to)
  const until = Math.min(playedWidth, width * (previewFraction ?? 1))
  paintSlice(context, shape, height, 0, until, forge)
  context.fillStyle = colors.head
  context.fill(headShape(playedWidth, width, height))
}

function paintSlice(
  context: CanvasRenderingContext2D,
  shape: Path2D,
  height: number,
  from: number,
  until: number,
  fill: string | CanvasGradient,
): void {
  context.save()
  context.beginPath()
  context.rect(from, 0, until - from, height)
  context.clip()
  context.fillStyle = fill
  context.fill(shape)
  context.restore()
}

function barsShape(bars: readonly number[], width: number, height: number, grown: number): Path2D {
  const shape = new Path2D()
  const pitch = (width + pitchOf(height) - BAR_WIDTH) / bars.length
  bars.forEach((bar, index) => {
    const barHeight = Math.max(BAR_WIDTH, bar * grown * height)
    shape.roundRect(index * pitch, (height - barHeight) / 2, BAR_WIDTH, barHeight, BAR_WIDTH / 2)
  })
  return shape
}

function headShape(playedWidth: number, width: number, height: number): Path2D {
  const shape = new Path2D()
  const left = Math.min(Math.max(playedWidth - HEAD_WIDTH / 2, 0), width - HEAD_WIDTH)
  shape.roundRect(left, 0, HEAD_WIDTH, height, HEAD_WIDTH / 2)
  return shape
}

function lineShape(width: number, height: number): Path2D {
  const shape = new Path2D()
  shape.roundRect(0, (height - LINE_HEIGHT) / 2, width, LINE_HEIGHT, LINE_HEIGHT / 2)
  return shape
}
