import { expect, test } from 'vitest'

import { isCalendarDay } from '../../../src/membership/calendar.js'
import { isBareDay } from '../../../src/webhook/codec/memoized-day.js'

/** More days than are memoized, and as many texts that are no days. */
const texts = Array.from({ length: 1_500 }, (_, index) => {
  const [year, month, day] = [2000 + (index % 40), 1 + (index % 13), 1 + (index % 32)]
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
})

test('a day is a day however often it is asked for, and whatever was asked in between', () => {
  const days = texts.filter(isCalendarDay)
  expect(days.length).toBeGreaterThan(1_200)
  for (const asked of [texts, texts, [...texts].reverse()]) {
    expect(asked.filter(isBareDay)).toEqual(asked.filter(isCalendarDay))
  }
  expect([0, null, [], '2024-01-01 '].filter(isBareDay)).toEqual([])
})
