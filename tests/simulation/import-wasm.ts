import { registerHooks } from 'node:module'

/**
 * Lets Node import a `.wasm` file as the Workers runtime does: as a compiled module. Load it with `--import`,
 * before the first module that does so.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.wasm')) return nextLoad(url, context)
    const source = `
      import { readFileSync } from 'node:fs'
      export default new WebAssembly.Module(readFileSync(new URL(${JSON.stringify(url)})))`
    return { format: 'module', source, shortCircuit: true }
  },
})
