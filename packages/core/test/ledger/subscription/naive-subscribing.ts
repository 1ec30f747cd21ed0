import type { DeliveryHandler, Ledger, Subscription, SubscriptionEnd } from '@partner-ledger/core'

/** As many turns of the event loop as anybody in these tests needs to hear everything. */
const mostTurns = 300

/** Subscribing as one writes it in an hour: one reader, which hands each delivery to one handler after the other. */
export const naiveSubscribing = (ledger: Ledger): Ledger['subscribe'] => {
  const handlers = new Set<DeliveryHandler>()
  const reader = ledger.subscribe({
    name: 'reader',
    orgId: 50191,
    from: 'beginning',
    retry: { attempts: 1 },
    handle: async (delivery, context) => {
      for (const handle of handlers) await handle(delivery, context)
    },
  })
  return ({ name, handle }) => {
    if (typeof handle !== 'function') throw new Error('a function alone')
    handlers.add(handle)
    const subscription: Subscription = {
      ...reader,
      name,
      caughtUp: () => Promise.race([reader.caughtUp(), inVain()]),
      stop: async () => void handlers.delete(handle),
    }
    return subscription
  }
}

const inVain = async (): Promise<SubscriptionEnd> => {
  for (let turn = 0; turn < mostTurns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return { _tag: 'stopped' }
}
