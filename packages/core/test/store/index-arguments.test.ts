import { describe, expect, it } from 'vitest'

import { checkFind, checkStep, checkStreams } from '../../src/store/index/index-arguments.js'
import { storeLimits } from '../../src/store/limits.js'

const refused = (argument: string): unknown => expect.objectContaining({ _tag: 'InvalidArgument', argument })
const step = { from: 3, to: 4, fold: 1, rows: [] }

describe('a call of an index', () => {
  it('has no fault within the rules', () => {
    const streams = Array<string>(storeLimits.readEvents).fill('s')
    expect([checkStep('t', step), checkStreams('t', streams), checkFind('t', 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ['from', { from: -1 }],
    ['to', { to: 3 }],
    ['to', { to: 4.5 }],
    ['fold', { fold: 0 }],
  ] as const)('has a fault of %s: %j', (argument, change) =>
    expect(checkStep('t', { ...step, ...change })).toEqual(refused(argument)),
  )

  it('names the tenant, the streams and the limit', () => {
    expect([checkStep('', step), checkStreams('', []), checkFind('', 1)]).toEqual(Array(3).fill(refused('tenant')))
    expect(checkStreams('t', Array<string>(storeLimits.readEvents + 1).fill('s'))).toEqual(refused('streams'))
    expect(checkFind('t', 0)).toEqual(refused('limit'))
  })
})
