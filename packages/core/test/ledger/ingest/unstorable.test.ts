import { orThrow } from '@partner-ledger/core'
import type { EventStore, StoreError } from '@partner-ledger/core/store'
import { corrupt, invalidArgument, left, readOnly, tooLarge, unavailable } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { isMembershipStream } from '../../../src/ledger/log/stream-names.js'
import { numbered } from '../deliveries.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'

/** A store that refuses every append in which this event is. */
const refusing = (store: EventStore, id: string, error: StoreError): EventStore =>
  withAppend(store, (pass, _, appends) =>
    appends.some(({ stream, event }) => isMembershipStream(stream) && event.id === id)
      ? Promise.resolve(left(error))
      : pass(),
  )

const bodies = Array.from({ length: 20 }, (_, index) => numbered(index + 1))

describe.each(storeKinds)('a body that the store refuses for itself, over $name', ({ open }) => {
  test.each([tooLarge(1), invalidArgument('facts', 'another'), corrupt(3, 'bits')])(
    '($_tag) is quarantined, and holds up no other',
    async (error) => {
      const { ledger, log } = ledgerOver(refusing(open(), 'e-7', error))
      const words: string[] = []
      await orThrow(ledger.ingestMany(bodies, { onReceipt: (receipt) => void words.push(wordFor(receipt)) }))
      expect(words).toEqual(bodies.map((_, index) => (index === 6 ? 'Quarantined unstorable' : 'Recorded')))
      expect((await ingestAll(ledger, [numbered(7)])).map(wordFor)).toEqual(['Quarantined unstorable'])
      expect(await entriesOf(ledger)).toMatchObject([{ reason: 'unstorable', deliveries: 2, status: 'open' }])
      expect(log).toContainEqual({ level: 'error', code: 'unstorable', error: error._tag })
    },
  )

  test.each([unavailable('busy'), readOnly, corrupt(0, 'the file')])(
    'is told from a failure of the store: $_tag',
    async (error) => {
      const { ledger, log } = ledgerOver(refusing(open(), 'e-7', error))
      expect(await ledger.ingest(numbered(7))).toEqual(left(error))
      expect(await ledger.ingestMany(bodies)).toEqual(left(error))
      expect(await entriesOf(ledger)).toEqual([])
      expect(log.some(({ code }) => code === 'ingest-failed')).toBe(!error.retryable)
    },
  )
})
