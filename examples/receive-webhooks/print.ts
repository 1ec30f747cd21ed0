import { type Ledger, type Membership, orThrow } from '@partner-ledger/core'
import { openPeriod } from '@partner-ledger/core/membership'

/** The memberships of an organisation, a line each. */
export const printMemberships = async (ledger: Ledger, orgId: number): Promise<void> => {
  const { items } = await orThrow(ledger.memberships({ orgId }))
  console.log(`\nThe ${items.length} memberships that it all comes to`)
  console.log(line('customer', 'program', 'link', 'tier', 'events'))
  for (const membership of items) console.log(lineFor(ledger, membership))
}

/** What is kept apart, counted by its reason. */
export const printQuarantine = async (ledger: Ledger): Promise<void> => {
  const { items } = await orThrow(ledger.quarantine.list())
  console.log(`\nKept apart: ${items.map(({ reason }) => reason).join(', ')}`)
}

const line = (...cells: readonly string[]): string => `  ${cells.map((cell) => cell.padEnd(12)).join('')}`.trimEnd()

const lineFor = (ledger: Ledger, membership: Membership): string => {
  const { key, program, events } = membership
  const tier = openPeriod(membership)?.tier?.number
  return line(
    String(key.customerId),
    program.name ?? '',
    ledger.standing(membership).link,
    tier === undefined ? '' : String(tier),
    String(events),
  )
}
