import { initWasm, Resvg } from '@resvg/resvg-wasm'
import compiled from '../../node_modules/@resvg/resvg-wasm/index_bg.wasm'

let opening: Promise<void> | null = null

/** A square PNG of a square SVG. Throws when it can't be drawn. */
export async function renderPng(svg: string, side: number): Promise<Uint8Array> {
  opening ??= initWasm(compiled)
  await opening.catch((error) => {
    opening = null
    throw error
  })
  const drawing = new Resvg(svg, { fitTo: { mode: 'width', value: side } })
  try {
    const picture = drawing.render()
    try {
      return picture.asPng()
    } finally {
      picture.free()
    }
  } finally {
    drawing.free()
  }
}
