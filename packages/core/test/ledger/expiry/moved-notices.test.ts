import { orThrow } from '@partner-ledger/core'
import { copyLog, exportLog, importLog } from '@partner-ledger/core/transfer'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { due, expiryStory as story, noticesIn } from './memberships.js'

describe.each(storeKinds)('expiry over $name', ({ open }) => {
  test('is carried along by a copy and by an export, so that the copy tells of nothing again', async () => {
    const [store, copy, imported] = [open(), open(), open()]
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, story)
    await orThrow(ledger.expireDue(due))
    expect(await orThrow(copyLog(store, copy))).toMatchObject({ complete: true, differences: 0, streams: 6 })
    const lines: string[] = []
    for await (const line of exportLog(store)) lines.push(line)
    expect(lines.filter((line) => line.includes('"kind":"proof"') && line.includes('"notices/'))).toHaveLength(2)
    expect(await orThrow(importLog(imported, lines))).toMatchObject({ complete: true, differences: 0 })
    for (const moved of [copy, imported]) {
      expect(await noticesIn(moved)).toEqual(await noticesIn(store))
      expect(await orThrow(ledgerOver(moved).ledger.expireDue(due))).toMatchObject({ expired: 0, known: 2 })
    }
  })
})
