import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/** The Worker imports its decoder as a compiled module; Node would import what the module exports. */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.wasm')) return nextLoad(url, context)
    const base64 = readFileSync(fileURLToPath(url)).toString('base64')
    const source = `export default new WebAssembly.Module(Buffer.from('${base64}', 'base64'))`
    return { format: 'module', source, shortCircuit: true }
  },
})
