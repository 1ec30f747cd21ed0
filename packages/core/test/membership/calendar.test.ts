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

test('a day exists exactly where a Date keeps it', () => {
  const two = (part: number): string => String(part).padStart(2, '0')
  const isKept = (text: string): boolean => new Date(utcMidnight(text)).toISOString().startsWith(text)
  for (const year of [1, 4, 96, 99, 100, 400, 1600, 1900, 1999, 2000, 2023, 2024, 2100, 9999]) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
        if (isCalendarDay(text) !== isKept(text)) expect(text).toBe('judged as a Date does')
      }
    }
  }
})
