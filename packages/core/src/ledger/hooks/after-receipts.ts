/** Resolves when every receipt that is there has reached its caller: what they do with it at once comes first. */
export const afterReceipts = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
