import { eventArbitrary } from '@partner-ledger/core/testing'
import { decodeWebhook } from '@partner-ledger/core/webhook'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { asPrinted, bodyOf, isDeliverable } from './event-bodies.js'

test('a body is decoded as the event that it prints, in every form of a date', () => {
  const forms = new Set<string>()
  fc.assert(
    fc.property(eventArbitrary().filter(isDeliverable), (event) => {
      const decoded = decodeWebhook(bodyOf(event), { now: event.occurredAt })
      const expected = asPrinted(event)
      for (const [, text = ''] of bodyOf(event).matchAll(/ExpiryDate":"([^"]*)"/g)) forms.add(text.replace(/\d/g, '9'))
      expect(decoded).toMatchObject({ _tag: 'Right' })
      if (decoded._tag === 'Left') return
      const { customer: _customer, ...found } = decoded.right.event
      const { customer: _, ...printed } = expected
      expect(found).toEqual(printed)
    }),
    { numRuns: 1000 },
  )
  expect([...forms].sort()).toEqual([
    '9999-99-99',
    '9999-99-99 99:99:99',
    '9999-99-99T99:99:99',
    '9999-99-99T99:99:99.999Z',
    'at the end of the season',
  ])
})
