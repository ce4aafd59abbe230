import { planArt, SHADE } from '../ui/track-art.tsx'

const SIZE = 512
const SCALE = SIZE / 64

/** The track's picture as a PNG in a `data:` address, for what shows no SVG; null where nothing can be drawn. */
export function drawArtwork(trackId: string): string | null {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const context = canvas.getContext('2d')
  if (context === null) return null
  paint(context, trackId)
  return canvas.toDataURL('image/png')
}

function paint(context: CanvasRenderingContext2D, trackId: string): void {
  const { tone, lightAt, rings } = planArt(trackId)
  const light = [(lightAt / 100) * SIZE, 0.08 * SIZE] as const
  const ground = context.createRadialGradient(...light, 0, ...light, SIZE * 1.1)
  ground.addColorStop(0, tone.ground)
  ground.addColorStop(1, SHADE)
  context.fillStyle = ground
  context.fillRect(0, 0, SIZE, SIZE)
  context.lineCap = 'round'
  for (const { radius, start, sweep, width, bright } of rings) {
    const from = (start / 180) * Math.PI
    context.beginPath()
    context.arc(SIZE / 2, SIZE / 2, radius * SCALE, from, from + sweep * 2 * Math.PI)
    context.globalAlpha = bright ? 1 : 0.75
    context.strokeStyle = bright ? tone.spark : tone.metal
    context.lineWidth = width * SCALE
    context.stroke()
  }
  context.globalAlpha = 1
  context.beginPath()
  context.arc(SIZE / 2, SIZE / 2, 2.5 * SCALE, 0, 2 * Math.PI)
  context.fillStyle = tone.spark
  context.fill()
}
