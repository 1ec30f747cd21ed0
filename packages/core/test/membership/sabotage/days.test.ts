import { describe, expect, test } from 'vitest'

import { agreesAboutChanges, agreesWithTemporal, showsLaterDaysForGood } from '../end-laws.js'
import { firstMidnight, fixedOffset, offsetOfMidday, utcOnly } from './misread-days.js'

describe('the laws of the end of a day', () => {
  test.each([
    ['of a fixed offset', fixedOffset],
    ['of UTC alone', utcOnly],
    ['of the offset of midday', offsetOfMidday],
    ['of the first midnight', firstMidnight],
  ])('find an end %s about the changes of the clocks', (_name, broken) => {
    expect(() => showsLaterDaysForGood(broken)).toThrow('Property failed')
    expect(() => ['America/St_Johns', 'Pacific/Apia'].map((zone) => agreesAboutChanges(broken, zone))).toThrow('ends')
  })

  test.each([
    ['of a fixed offset', fixedOffset],
    ['of UTC alone', utcOnly],
  ])('find an end %s on any day', (_name, broken) =>
    expect(() => agreesWithTemporal(broken)).toThrow('Property failed'),
  )
})
