import { orThrow } from '@partner-ledger/core'
import { copyLog, type CopyReport, exportLog, importLog } from '@partner-ledger/core/transfer'
import type { EventStore } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { delivered, everythingIn, keptIn, person, storedIn, until } from '../ledger/forget/people.js'
import { ingestAll, ledgerOver } from '../ledger/ledgers.js'
import { storeKinds } from '../ledger/stores.js'
import { collected } from './logs.js'

type Move = (from: EventStore, to: EventStore) => Promise<CopyReport>

const moves: Readonly<Record<string, Move>> = {
  copy: (from, to) => orThrow(copyLog(from, to)),
  'export and import': async (from, to) => orThrow(importLog(to, await collected(exportLog(from)))),
}

/** A mismatch of a person, hidden from the scan of `forget`. */
const mismatch = delivered('old', -1000, { details: { partnerTierNumber: 9 } }).replace(
  `"customerId":${person.customerId}`,
  '"customerId":3.54971193e8',
)

const known = async (open: () => EventStore): Promise<EventStore> => {
  const store = open()
  await ingestAll(ledgerOver(store).ledger, [delivered('old'), delivered('newer', 5), mismatch])
  return store
}

const ways = storeKinds.flatMap(({ name, open }) =>
  Object.entries(moves).map(([how, move]) => ({ name, how, open, move })),
)

describe.each(ways)('who is forgotten, by $how into $name', ({ open, move }) => {
  test('in the target stays forgotten when they come again, in events and in mismatches', async () => {
    const [from, to] = [await known(open), open()]
    await orThrow(ledgerOver(to).ledger.forget(person, { until }))
    const report = await move(from, to)
    expect(report.complete).toBe(true)
    expect(new Set(report.mismatches.map(({ what }) => what))).toEqual(new Set(['events']))
    expect(await keptIn(to)).toEqual({ personal: ['newer'], bodies: ['newer'] })
    expect(await storedIn(to)).toMatchObject([{ id: 'old', forgotten: true }, { id: 'newer' }])
    expect(await everythingIn(to)).not.toContain('canary-old')
    expect(await everythingIn(to)).toContain('canary-newer')
  })

  test('in the source after it was moved is forgotten by moving it again', async () => {
    const [from, to] = [await known(open), open()]
    await move(from, to)
    expect(await everythingIn(to)).toContain('canary-old')
    await orThrow(ledgerOver(from).ledger.forget(person, { until }))
    await orThrow(
      ledgerOver(from).ledger.quarantine.discard(
        (await orThrow(ledgerOver(from).ledger.quarantine.list())).items[0]?.id ?? '',
      ),
    )
    expect(await move(from, to)).toMatchObject({ complete: true, differences: 0 })
    expect(await everythingIn(to)).not.toContain('canary-old')
    expect(await orThrow(ledgerOver(to).ledger.forgotten(person))).toMatchObject([{ ...person, until }])
  })

  test('in the source by a forgetting that died behind its record does not come along', async () => {
    const from = await known(open)
    const dead: EventStore = { ...from, forget: () => Promise.resolve(right(undefined)) }
    await orThrow(ledgerOver(dead).ledger.forget(person, { until }))
    expect(await everythingIn(from)).toContain('canary-old')
    const to = open()
    await move(from, to)
    expect(await keptIn(to)).toEqual({ personal: ['newer'], bodies: ['newer'] })
    expect(await everythingIn(to)).not.toContain('canary-old')
  })

  test('in the target while records are written ends without them', async () => {
    const [from, to] = [await known(open), open()]
    let done = false
    const racing: EventStore = {
      ...to,
      append: async (tenant, appends) => {
        const answer = await to.append(tenant, appends)
        if (!done && tenant !== 'quarantine') {
          done = true
          await orThrow(ledgerOver(to).ledger.forget(person, { until }))
        }
        return answer
      },
    }
    await move(from, racing)
    expect(await keptIn(to)).toEqual({ personal: ['newer'], bodies: ['newer'] })
    expect(await everythingIn(to)).not.toContain('canary-old')
  })
})
