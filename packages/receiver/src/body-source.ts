/** Who hears a body, never before the call that lets it flow has answered. Of several endings the first one counts. */
export interface BodyObserver {
  readonly piece: (bytes: Uint8Array) => void
  readonly ended: () => void
  /** The sender went away, or the body cannot be read. */
  readonly failed: () => void
}

/** Lets a body flow, piece by piece as it arrives. The answer stops it, and leaves the rest where it is. */
export type BodySource = (listening: BodyObserver) => () => void

/** The body of a fetch-shaped request. It is not cancelled when it is stopped: that would cut the connection of the answer. */
export const flowOf =
  (request: Request): BodySource =>
  ({ piece, ended, failed }) => {
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
    const flow = async (): Promise<void> => {
      reader = request.body?.getReader()
      for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
        if (!(read.value instanceof Uint8Array)) throw new TypeError('a body is bytes')
        piece(read.value)
      }
    }
    flow().then(ended, failed)
    return () => reader?.releaseLock()
  }
