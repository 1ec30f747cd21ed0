/**
 * Resolves in a later turn of the event loop. A message channel is not among the timers that tests fake, so nothing that
 * waits for it hangs under faked ones.
 */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const onmessage = (): void => {
      port1.close()
      resolve()
    }
    Object.assign(port1, { onmessage })
    port2.postMessage(undefined)
  })
