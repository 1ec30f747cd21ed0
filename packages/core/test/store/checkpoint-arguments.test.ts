import {
  checkList,
  checkPlace,
  type Checkpoint,
  type CheckpointPlace,
  checkPut,
  checkRevision,
  storeLimits,
} from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

const refused = (argument: string): unknown => expect.objectContaining({ _tag: 'InvalidArgument', argument })
const place = { name: 'reader', tenant: '50191' }
const checkpoint = { epoch: 'e', position: 0, replayUntil: 0, lease: { owner: 'me', until: -1 } }

describe('a call of a checkpoint store', () => {
  it('has no fault within the rules', () => {
    const bare = { epoch: 'e', position: 7, replayUntil: 9 }
    expect([
      checkPlace(place),
      checkList(undefined, 1),
      checkList(place, storeLimits.readEvents),
      checkRevision(place, 0),
      checkPut(place, 3, checkpoint),
      checkPut(place, 0, bare),
    ]).toEqual(Array(6).fill(undefined))
  })

  it.each(['', 'a\0b', '\ud800', 'x'.repeat(storeLimits.nameBytes + 1)])('names the part of a place: %j', (bad) => {
    for (const [argument, given] of [
      ['name', { ...place, name: bad }],
      ['tenant', { ...place, tenant: bad }],
    ] as const) {
      expect(checkPlace(given)).toEqual(refused(argument))
      expect(checkList(given, 1)).toEqual(refused(argument))
      expect(checkRevision(given, 0)).toEqual(refused(argument))
      expect(checkPut(given, 0, checkpoint)).toEqual(refused(argument))
    }
  })

  it.each([
    ['checkpoint.epoch', { epoch: '' }],
    ['checkpoint.position', { position: -1 }],
    ['checkpoint.position', { position: 1.5 }],
    ['replayUntil', { replayUntil: NaN }],
    ['owner', { lease: { owner: '', until: 1 } }],
    ['until', { lease: { owner: 'me', until: 0.5 } }],
  ] as const)('has a fault of %s: %j', (argument, change) =>
    expect(checkPut(place, 0, { ...checkpoint, ...change })).toEqual(refused(argument)),
  )

  it('names the revision and the limit', () => {
    for (const bad of [-1, 1.5, NaN]) expect(checkRevision(place, bad)).toEqual(refused('expected'))
    for (const bad of [0, 1.5, storeLimits.readEvents + 1]) expect(checkList(place, bad)).toEqual(refused('limit'))
  })

  it('answers a caller without types as well', () => {
    for (const nothing of [undefined, null, 'text']) {
      expect(checkPlace(nothing as unknown as CheckpointPlace)).toEqual(refused('name'))
      expect(checkPut(place, 0, nothing as unknown as Checkpoint)).toEqual(refused('checkpoint.epoch'))
    }
    expect(checkPut(place, 0, { ...checkpoint, lease: null } as unknown as Checkpoint)).toEqual(refused('owner'))
  })
})
