import { join } from 'node:path'

import { type Membership, type MembershipKey, orThrow, type PartnerProgramEvent } from '@partner-ledger/core'
import { initial } from '@partner-ledger/core/membership'
import { deliveries } from '@partner-ledger/core/testing'

import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import type { Cell } from '../limits/delivery-rows.js'
import { foldInOrder, readEvent } from '../limits/raw-events.js'
import { openRaw } from '../limits/raw-file.js'
import { fill, openLedgerFile } from '../ours/ledger-file.js'
import { openEmmett } from '../peers/emmett.js'
import { evolveData, streamOf, tell } from '../peers/emmett-events.js'

const orgId = 50191
const members = 20

const story = (events: number): readonly string[] => [
  ...deliveries({ orgId, memberships: members, events, everyDays: 2, duplicates: 0, late: 0 }),
]

/** As many reads as make a turn of some length, whatever the length of the streams. */
const readsOf = ({ scale }: Setting, events: number): number =>
  Math.max(members, Math.ceil((scale === 'quick' ? 2_000 : 20_000) / events))

const keyOf = (member: number): MembershipKey => ({
  orgId,
  loyaltyProgramId: 855,
  partnerProgramId: member % 3 === 0 ? 22 : 25,
  customerId: 1_000_000 + member,
})

const ours = (events: number): Variant => ({
  name: 'ledger.membership',
  open: async (setting) => {
    const { ledger, close } = openLedgerFile(setting.folder)
    await fill(ledger, story(events), () => {})
    const reads = readsOf(setting, events)
    return {
      turn: () =>
        timed(reads, async () => {
          for (let read = 0; read < reads; read += 1)
            check(await orThrow(ledger.membership(keyOf(read % members))), events)
        }),
      close,
    }
  },
})

const limit = (events: number): Variant => ({
  name: 'raw rows and evolve',
  open: async (setting) => {
    const file = openLedgerFile(setting.folder)
    await fill(file.ledger, story(events), () => {})
    await file.close()
    const db = openRaw(file.path)
    const rows = db
      .prepare<[string, string], Cell[]>(
        `SELECT lower(hex(e.id)), e.event_text, p.personal_text FROM events e JOIN personal p ON p.position = e.position
         WHERE e.stream = (SELECT id FROM streams WHERE tenant = (SELECT id FROM tenants WHERE name = ?) AND name = ?)
         ORDER BY e.version`,
      )
      .raw()
    const eventOf = ([id, told, kept]: readonly Cell[]): PartnerProgramEvent =>
      readEvent(orgId, id as string, told as string, kept as string)
    const reads = readsOf(setting, events)
    return {
      turn: () =>
        timed(reads, () => {
          for (let read = 0; read < reads; read += 1) {
            const { loyaltyProgramId, partnerProgramId, customerId } = keyOf(read % members)
            const stream = `membership/${customerId}/${loyaltyProgramId}/${partnerProgramId}`
            check(foldInOrder(rows.all(String(orgId), stream).map(eventOf)), events)
          }
        }),
      close: async () => {
        db.close()
      },
    }
  },
})

const peers = (events: number): readonly Variant[] => [
  {
    name: 'emmett-sqlite, singleton',
    open: async (setting) => {
      const { store, close } = await openEmmett(join(setting.folder, 'emmett.db'), true)
      await tell(store, story(events))
      const names = Array.from({ length: members }, (_, member) => streamOf(keyOf(member)))
      const reads = Math.ceil(readsOf(setting, events) / 10)
      const fold = { evolve: evolveData, initialState: () => initial(keyOf(0)) }
      return {
        turn: () =>
          timed(reads, async () => {
            for (let read = 0; read < reads; read += 1)
              check((await store.aggregateStream(names[read % members] ?? '', fold)).state, events)
          }),
        close,
      }
    },
  },
]

const check = (membership: Membership | undefined, events: number): void => {
  if (membership?.events !== events) throw new Error(`${membership?.events ?? 'no'} events were folded`)
}

export const figures: readonly Figure[] = [10, 100, 1000].map((events) => ({
  name: `read-fold-${events}`,
  title: `read and fold a stream of ${events.toLocaleString('en')}`,
  unit: 'µs',
  ours: ours(events),
  limit: limit(events),
  peers: peers(events),
  goals: [
    { _tag: 'Within', of: 'raw rows and evolve', ratio: 1.25 },
    { _tag: 'Faster', than: 'emmett-sqlite, singleton', times: 2 },
  ],
}))
