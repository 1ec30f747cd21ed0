import { expect, test } from 'vitest'

import { isCalendarDay, utcMidnight } from '../../src/membership/calendar.js'

test('a day begins at midnight of UTC', () => {
  expect(utcMidnight('1970-01-01')).toBe(0)
  expect(utcMidnight('2024-02-29')).toBe(Date.UTC(2024, 1, 29))
  expect(utcMidnight('9999-12-31')).toBe(Date.UTC(9999, 11, 31))
})

test('the years before 100 are not those of the last century', () =>
  expect(new Date(utcMidnight('0099-03-01')).toISOString()).toBe('0099-03-01T00:00:00.000Z'))

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2023-12-31'])('%s is a day', (text) =>
  expect(isCalendarDay(text)).toBe(true),
)

test.each([
  '2023-02-29',
  '1900-02-29',
  '2024-04-31',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '0000-01-01',
  '2024-1-01',
  '2024-01-01 ',
  '+002024-01-01',
  '2024-01-01T00:00',
  '2024-01-01\n',
  '',
])('%j is no day', (text) => expect(isCalendarDay(text)).toBe(false))
