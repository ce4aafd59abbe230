import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { extractDecoder } from '../worker/audio/wasm/extract.ts'

/** What a package brings may change with its version: `node worker/audio/wasm/extract.ts` takes it over. */
it.each(['flac', 'vorbis', 'opus'] as const)('has the %s decoder of its package', async (name) => {
  const kept = await readFile(new URL(`../worker/audio/wasm/${name}.wasm`, import.meta.url))
  const installed = await extractDecoder(name)
  expect(kept.equals(installed)).toBe(true)
  await expect(WebAssembly.compile(kept)).resolves.toBeDefined()
})
