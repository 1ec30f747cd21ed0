import { expect, test } from 'vitest'

import { isCalendarDay } from '../../../src/membership/calendar.js'
import { isKnownDay } from '../../../src/webhook/codec/known-days.js'

/** More than are remembered, and as many that are no days. */
const texts = Array.from({ length: 1_500 }, (_, index) => {
  const [year, month, day] = [2000 + (index % 40), 1 + (index % 13), 1 + (index % 32)]
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
})

test('a day is one however often it is asked for, and whatever was asked between', () => {
  const days = texts.filter(isCalendarDay)
  expect(days.length).toBeGreaterThan(1_200)
  for (const asked of [texts, texts, [...texts].reverse()]) {
    expect(asked.filter(isKnownDay)).toEqual(asked.filter(isCalendarDay))
  }
})
