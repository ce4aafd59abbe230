/** Imported by a relative path, it arrives compiled: the Workers runtime compiles no bytes. */
declare module '*.wasm' {
  const compiled: WebAssembly.Module
  export default compiled
}
