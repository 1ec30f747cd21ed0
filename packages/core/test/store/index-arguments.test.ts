import { checkFind, checkRowStreams, checkStep, type LogMark, storeLimits } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

const refused = (argument: string): unknown => expect.objectContaining({ _tag: 'InvalidArgument', argument })
const mark = (position: number): LogMark => ({ epoch: 'e', position, id: 'i' })
const step = { from: mark(3), to: mark(4), foldVersion: 1, rows: [] }

describe('a call of an index', () => {
  it('has no fault within the rules', () => {
    const streams = Array<string>(storeLimits.readEvents).fill('s')
    expect([checkStep('t', step), checkRowStreams('t', streams), checkFind('t', 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ['from.position', { from: mark(-1) }],
    ['to.position', { to: mark(3) }],
    ['to.position', { to: mark(4.5) }],
    ['to.epoch', { to: { ...mark(4), epoch: '' } }],
    ['to.id', { to: { ...mark(4), id: '' } }],
    ['foldVersion', { foldVersion: 0 }],
  ] as const)('has a fault of %s: %j', (argument, change) =>
    expect(checkStep('t', { ...step, ...change })).toEqual(refused(argument)),
  )

  it('names the tenant, the streams and the limit', () => {
    expect([checkStep('', step), checkRowStreams('', []), checkFind('', 1)]).toEqual(Array(3).fill(refused('tenant')))
    expect(checkRowStreams('t', Array<string>(storeLimits.readEvents + 1).fill('s'))).toEqual(refused('streams'))
    expect(checkFind('t', 0)).toEqual(refused('limit'))
  })
})
