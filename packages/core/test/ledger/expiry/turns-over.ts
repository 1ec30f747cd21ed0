import { type ExpirySummary, type MembershipExpired, orThrow } from '@partner-ledger/core'
import { utc, type Zone } from '@partner-ledger/core/membership'
import { type EventStore, type MembershipIndex, memoryIndex } from '@partner-ledger/core/store'

import { type NewExpiries, newExpiries } from '../../../src/ledger/expiry/expire-new.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { indexReader } from '../../../src/ledger/query/index-reader.js'

interface Turns {
  readonly announced: readonly MembershipExpired[]
  readonly expiries: NewExpiries
  readonly turn: (now: number) => Promise<ExpirySummary & { readonly rowsRead: number }>
}

/** Turns of a watch, and what each of them appended or looked at. */
export const turnsOver = (
  store: EventStore,
  zoneOf: (orgId: number) => Zone = () => utc,
  index: MembershipIndex = memoryIndex(),
  orgId?: number,
): Turns => {
  const reader = { events: store, forgets: forgettingRegister(store), logger: () => {} }
  let rowsRead = 0
  const counting = {
    ...index,
    find: async (...call: Parameters<typeof index.find>) => {
      const found = await index.find(...call)
      if (found._tag === 'Right') rowsRead += found.right.rows.length
      return found
    },
    get: async (...call: Parameters<typeof index.get>) => {
      const found = await index.get(...call)
      if (found._tag === 'Right') rowsRead += found.right.rows.length
      return found
    },
  }
  const query = { reader, index: indexReader(reader, counting), clock: () => 0, zoneOf }
  const announced: MembershipExpired[] = []
  const context = {
    query,
    onAppendStart: () => (expired: readonly MembershipExpired[]) => void announced.push(...expired),
  }
  const expiries = newExpiries(context, orgId)
  return {
    announced,
    expiries,
    turn: async (now: number) => {
      rowsRead = 0
      const summary = await orThrow(expiries.expire(now, new AbortController().signal))
      return { ...summary, rowsRead }
    },
  }
}
