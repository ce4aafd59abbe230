import { coverAddress } from '../covers/track-art.tsx'

const SIDE = 512

/** The track's cover as a PNG in a `data:` address, for what shows no SVG; null where nothing can be drawn. */
export async function drawArtwork(trackId: string): Promise<string | null> {
  const cover = new Image(SIDE, SIDE)
  cover.src = coverAddress(trackId)
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (context === null) return null
  try {
    await cover.decode()
    context.drawImage(cover, 0, 0, SIDE, SIDE)
    return canvas.toDataURL('image/png')
  } catch {
    return null
  }
}
