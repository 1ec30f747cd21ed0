import { orThrow } from '@partner-ledger/core'
import { left, right, unavailable } from '@partner-ledger/core/store'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import type { IngestContext } from '../../../src/ledger/ingest/ingest-context.js'
import { classify } from '../../../src/ledger/ingest/classify.js'
import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { recordEvent } from '../../../src/ledger/ingest/record-events.js'
import { redriveEntry } from '../../../src/ledger/ingest/redrive.js'
import { body, broken } from '../deliveries.js'
import { contextOver } from '../ingest-contexts.js'
import { ledgerOver } from '../ledgers.js'
import { headOf, denseStoreKinds, withAppend } from '../stores.js'

const entry = entryId(new TextEncoder().encode(body()))

/** A store that fails once, at the second of the appends it is given. */
const failingAtTheSecond = (store: EventStore): EventStore => {
  let appends = 0
  return withAppend(store, (pass) => {
    appends += 1
    return appends === 2 ? Promise.resolve(left(unavailable('gone'))) : pass()
  })
}

/** A body in quarantine, a redrive of it that is cut off after its first step, and the same again. */
const afterCrash = async (
  store: EventStore,
  redrive: (context: IngestContext) => Promise<unknown>,
): Promise<readonly unknown[]> => {
  await orThrow(ledgerOver(store, { allowedOrgs: [1] }).ledger.ingest(body()))
  const context = contextOver(failingAtTheSecond(store))
  const outcomes = [await redrive(context), await redrive(context)]
  return [...outcomes, (await orThrow(store.readAll('50191', 0, 10))).events.length]
}

/** The broken order of steps: the mark first, and then the event. */
const markFirst = async (context: IngestContext): Promise<unknown> => {
  await orThrow(context.quarantine.register.catchUp())
  if (context.quarantine.register.get(entry) === undefined) return right({ _tag: 'NoSuchEntry' })
  const classified = classify(context, new TextEncoder().encode(body()))
  if (classified._tag !== 'Delivery') return expect.fail('not a delivery')
  const marked = await context.quarantine.mark(entry, 'redriven', { tenant: '50191', position: 1 })
  return marked._tag === 'Left' ? marked : recordEvent(context, classified)
}

/** A store whose `forget` fails once. */
const forgettingLater = (store: EventStore): EventStore => {
  let failed = false
  return {
    ...store,
    forget: (...call) => {
      if (failed) return store.forget(...call)
      failed = true
      return Promise.resolve(left(unavailable('gone')))
    },
  }
}

describe.each(denseStoreKinds)('a crash within a redrive over $name', ({ open }) => {
  test('between append and mark ends in a duplicate: exactly one event', async () => {
    const store = open()
    const outcomes = await afterCrash(store, (context) => redriveEntry(context, entry, {}))
    expect(outcomes).toEqual([
      left(unavailable('gone')),
      right({ _tag: 'Redriven', orgId: 50191, position: await headOf(store, '50191'), duplicate: true }),
      1,
    ])
  })

  test('would lose the event if the mark came first', async () => {
    expect(await afterCrash(open(), markFirst)).toEqual([left(unavailable('gone')), right({ _tag: 'NoSuchEntry' }), 0])
  })

  test('after the mark leaves a body that the next try drops', async () => {
    const store = open()
    await orThrow(ledgerOver(store, { allowedOrgs: [1] }).ledger.ingest(body()))
    const { ledger } = ledgerOver(forgettingLater(store))
    expect(await ledger.quarantine.redrive(entry)).toEqual(left(unavailable('gone')))
    expect(await orThrow(store.body('quarantine', 1))).toBeDefined()
    expect(await orThrow(ledger.quarantine.show(entry))).not.toHaveProperty('body')
    expect(await orThrow(ledger.quarantine.redrive(entry))).toEqual({ _tag: 'NoSuchEntry' })
    expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
    expect((await orThrow(store.readAll('50191', 0, 10))).events).toHaveLength(1)
  })

  test('after the mark of a discard leaves a body that the next try drops', async () => {
    const store = open()
    const { ledger } = ledgerOver(forgettingLater(store))
    await orThrow(ledger.ingest(broken()))
    const id = entryId(new TextEncoder().encode(broken()))
    expect(await ledger.quarantine.discard(id)).toEqual(left(unavailable('gone')))
    expect(await orThrow(ledger.quarantine.discard(id))).toBe(false)
    expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
  })
})
