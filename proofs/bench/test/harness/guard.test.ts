import { describe, expect, it } from 'vitest'

import { regressions } from '../../harness/guard.js'
import { measuredOne } from './measured-one.js'

describe('the guard', () => {
  it('finds a ratio that is worse than noise explains, against the limit and the peer alike', () => {
    const found = regressions([measuredOne(1.2)], [measuredOne(1.5)])
    expect(found.map(({ figure, rival }) => [figure, rival])).toEqual([
      ['one', 'raw'],
      ['one', 'slow'],
    ])
    expect(found[0]).toMatchObject({ before: 1.2, now: 1.5, allowed: 1.1 })
  })

  it('lets pass what is within a tenth, what is within the noise of either run, and what is better', () => {
    expect(regressions([measuredOne(1.2)], [measuredOne(1.3)])).toEqual([])
    expect(regressions([measuredOne(1.2, 1.4)], [measuredOne(1.5)])).toEqual([])
    expect(regressions([measuredOne(1.2)], [measuredOne(1.5, 1.4)])).toEqual([])
    expect(regressions([measuredOne(1.2)], [measuredOne(0.6)])).toEqual([])
  })

  it('looks at ratios, not at times: a machine half as fast is no regression', () => {
    const slower = measuredOne(1.2)
    const times = { median: 24, min: 22, max: 26 }
    expect(regressions([measuredOne(1.2)], [{ ...slower, ours: times }])).toEqual([])
  })

  it('passes over what only one of the runs has', () => {
    expect(regressions([], [measuredOne(9)])).toEqual([])
    expect(regressions([{ ...measuredOne(1), rivals: [] }], [measuredOne(9)])).toEqual([])
  })
})
