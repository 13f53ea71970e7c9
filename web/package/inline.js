// The module's bytes as text in a script, for where no other file can be had:
// openCore({ wasmBinary: wasmBinary() }).

/** WASM in base64: the build writes it here. */
const text = '';

/** @returns {Uint8Array} */
export function wasmBinary() {
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
}
