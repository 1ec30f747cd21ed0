/**
 * The bytes of a view or a buffer of any realm, over the same memory. `undefined` for everything else: an array of
 * another realm, of Jest's for example, is an instance of none of this realm's classes, so no class is checked.
 */
export const bytesOf = (value: unknown): Uint8Array | undefined => {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  return isBuffer(value) ? new Uint8Array(value) : undefined
}

const isBuffer = (value: unknown): value is ArrayBuffer =>
  /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))
