import { expect, it } from 'vitest'

import type { HistoryRecord } from '../../src/record.js'
import { deliveryWatch } from '../../src/run/delivery-watch.js'

const at = (position: number) => ({ tenant: '1', position, id: `e${position}` })
const started = (name: string): HistoryRecord => ({ _tag: 'started', process: `${name}-1`, subscription: name })

it('a position is delivered once every subscription has completed it', () => {
  const records: HistoryRecord[] = [started('mails'), { _tag: 'started', process: 'writer-1' }]
  const isDelivered = deliveryWatch(() => records, ['mails', 'reports'])
  expect(isDelivered(at(1))).toBe(false)
  records.push({ _tag: 'completed', process: 'mails-1', ...at(1) })
  expect(isDelivered(at(1))).toBe(false)
  records.push(started('reports'), { _tag: 'begun', process: 'reports-1', ...at(1) })
  expect(isDelivered(at(1))).toBe(false)
  records.push({ _tag: 'completed', process: 'reports-1', ...at(1) })
  expect(isDelivered(at(1))).toBe(true)
  expect(isDelivered(at(2))).toBe(false)
  expect(isDelivered({ tenant: '2', position: 1 })).toBe(false)
})

it('what a process completes that belongs to no subscription is not delivered', () => {
  const records: HistoryRecord[] = [{ _tag: 'completed', process: 'unknown', ...at(1) }]
  expect(deliveryWatch(() => records, ['mails'])(at(1))).toBe(false)
})
