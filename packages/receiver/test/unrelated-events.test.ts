import { orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { delivery, receiving, said, webhook } from './webhooks.js'

/** An event of an address that is subscribed to thirty names. */
const unrelated = (n: number): string =>
  JSON.stringify({ eventName: `event${n % 30}`, eventId: `u-${n}`, orgId: 50191, data: { customerId: n } })

test('after 100,000 events of other names a body that cannot be read is answered 200, and so is a fact', async () => {
  const { handler, ledger } = receiving({}, { quarantine: { maxEntries: 1 } })
  const bodies = (function* (): Generator<string> {
    for (let n = 0; n < 100_000; n += 1) yield unrelated(n)
  })()
  expect(await orThrow(ledger.ingestMany(bodies))).toMatchObject({ ignored: 100_000 })
  for (let n = 0; n < 100; n += 1)
    expect(await said(handler(webhook(unrelated(n))))).toEqual([200, { reply: 'Ignored', reason: 'unknown-event' }])
  expect(await said(handler(webhook('{"eventName":"partnerProgramLinked"')))).toEqual([
    200,
    { reply: 'Quarantined', reason: 'undecodable' },
  ])
  expect(await said(handler(webhook(delivery(1))))).toEqual([200, { reply: 'Recorded' }])
  expect(Object.keys(ledger.ingestCounters().unknownEvents)).toHaveLength(30)
}, 120_000)
