import type { IndexStep, MembershipIndex } from '@partner-ledger/core/store'

import { nth, same, valueOf } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, expectEmpty, inOrder, markAt, someIndexRows, standOf } from '../index-rows.js'
import { tenant } from '../scene.js'

export const stepChecks: readonly IndexCheck[] = [
  ...indexChecksOf('I1', [
    {
      title: 'an index that never took a step stands at 0 by fold 0, and takes a first step by any fold',
      run: async ({ open, random }) => {
        const index = await open()
        for (const [name, foldVersion] of [
          ['one', 1],
          ['seven', 7],
        ] as const) {
          await expectEmpty(index, name, 'the first stand')
          const rows = someIndexRows(random, 3)
          const step = { from: markAt(0), to: markAt(9), foldVersion, rows }
          same(await valueOf(index.apply(name, step), 'apply'), 'applied', 'a first step')
          same(await standOf(index, name), { ...markAt(9), foldVersion }, 'the stand after it')
        }
      },
    },
    {
      title:
        'a step from an earlier, a later or another mark, taken again, or by another version of the fold is behind',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = someIndexRows(random, 6)
        await applyRows(index, tenant, rows)
        const stand = await applyRows(index, tenant, [])
        const others = rows.map((row) => ({ ...row, tier: 5, state: 'other' }))
        const { position, foldVersion } = stand
        for (const [from, by] of [
          [markAt(0), foldVersion],
          [markAt(position - 1), foldVersion],
          [markAt(position + 1), foldVersion],
          [{ ...markAt(position), epoch: 'another' }, foldVersion],
          [{ ...markAt(position), id: 'another' }, foldVersion],
          [markAt(position), foldVersion + 1],
          [markAt(0), foldVersion + 1],
        ] as const)
          await isBehind(index, { from, to: markAt(position + 9), foldVersion: by, rows: others })
        same(await standOf(index, tenant), stand, 'the stand after steps that were behind')
        same(await allRows(index, tenant), inOrder(rows), 'the rows after steps that were behind')
      },
    },
    {
      title: 'a step without rows moves the stand alone',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = someIndexRows(random, 4)
        const before = await applyRows(index, tenant, rows)
        same((await applyRows(index, tenant, [])).position > before.position, true, 'whether it moved')
        same(await allRows(index, tenant), inOrder(rows), 'the rows')
      },
    },
  ]),
  ...indexChecksOf('I2', [
    {
      title: '12 racers over 3 handles, 20 rounds: one step is applied each, and its rows are there',
      run: async ({ open, random }) => {
        const handles = [await open(), await open(), await open()] as const
        const rows = someIndexRows(random, 5)
        for (let round = 0; round < 20; round += 1) {
          const step = (racer: number): IndexStep => ({
            from: markAt(round),
            to: markAt(round + 1),
            foldVersion: 1,
            rows: rows.map((row) => ({ ...row, state: `round ${round} racer ${racer}` })),
          })
          const racing = Array.from({ length: 12 }, (_, racer) => nth(handles, racer % 3).apply(tenant, step(racer)))
          const outcomes = await Promise.all(racing.map((race) => valueOf(race, 'apply')))
          const winner = outcomes.indexOf('applied')
          same(outcomes.filter((outcome) => outcome === 'applied').length, 1, `the winners of round ${round}`)
          for (const handle of handles)
            same(await allRows(handle, tenant), inOrder(step(winner).rows), `the rows after round ${round}`)
        }
      },
    },
  ]),
]

const isBehind = async (index: MembershipIndex, step: IndexStep): Promise<void> => {
  const outcome = await valueOf(index.apply(tenant, step), 'apply')
  same(outcome, 'behind', `a step from ${step.from.position} by version ${step.foldVersion} of the fold`)
}
