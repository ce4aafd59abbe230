/** A `.wasm` file imported by a relative path arrives compiled: the Workers runtime compiles no bytes. */
declare module '*.wasm' {
  const compiled: WebAssembly.Module
  export default compiled
}
