import { describe, expect, it } from 'vitest'

import { holds, judge } from './judge.js'
import { lines } from './lines.js'
import { gapLines, page, table } from './page.js'
import type { Row } from './rows.js'

const file = 'packages/x/test/x.test.ts'

const row: Row = {
  name: 'x',
  what: 'a fault',
  rule: 'nothing lost',
  inCi: '10',
  onDemand: '100',
  tests: [file],
  sabotage: 'lose one',
  twins: [file],
}

const test = (name: string, status = 'passed', of = file) => ({
  file: of,
  name,
  status,
  tags: [name.includes('found out') ? 'twin:x' : 'fault:x'],
})

const sound = test('a store loses nothing (seed 7)')
const twin = test('a store is found out: sabotage')
const told = [{ file, test: sound.name, counted: { rounds: 10, acknowledged: 80, lost: 0 } }]

describe('a row of the fault table', () => {
  it('is proved by tests that ran, counted and passed, and by a twin that was found out', () => {
    const judged = judge(row, [sound, twin], told)
    expect(judged).toMatchObject({ result: 'proved', twin: 'red', counted: { rounds: 10, acknowledged: 80, lost: 0 } })
    expect(holds(judged)).toBe(true)
    expect(table([judged]).at(-1)).toContain('| 10 | 80 | 0 |  | proved | lose one: red |')
  })

  it.each([
    ['is not there', [twin], told],
    ['is in another file', [test(sound.name, 'passed', 'packages/y/test/x.test.ts'), twin], told],
    ['has no tag', [{ ...sound, tags: [] }, twin], told],
    ['has the tag of another row', [{ ...sound, tags: ['fault:y'] }, twin], told],
    ['was skipped without a reason', [test(sound.name, 'skipped'), twin], told],
    ['is still to be written', [test(sound.name, 'todo'), twin], told],
    ['counted nothing', [sound, twin], []],
    ['counted no round', [sound, twin], [{ file, test: sound.name, counted: { rounds: 0, lost: 0 } }]],
    ['counted under another name', [sound, twin], [{ file, test: twin.name, counted: { rounds: 10 } }]],
  ])('is missing where its test %s', (_, tests, counted) => {
    const judged = judge(row, tests, counted)
    expect(judged.result).toBe('MISSING')
    expect(judged.faults).not.toEqual([])
    expect(holds(judged)).toBe(false)
  })

  it('is failed by one of the tests with its tag, however many pass', () => {
    const judged = judge(row, [sound, test('another loses nothing', 'failed'), twin], told)
    expect(judged.result).toBe('FAILED')
    expect(holds(judged)).toBe(false)
    expect(lines(judged).join('\n')).toContain('failed: another loses nothing')
  })

  it('is missing where one of its files has no test with its tag, though the others passed', () => {
    const both = { ...row, tests: [...row.tests, 'packages/x/test/order.test.ts'] }
    expect(judge(both, [sound, twin], told)).toMatchObject({
      result: 'MISSING',
      faults: ['did not run: packages/x/test/order.test.ts, fault:x'],
    })
  })

  it.each([
    ['NOT RED', 'was not found out', [sound, test(twin.name, 'failed')]],
    ['MISSING', 'is not there', [sound]],
    ['MISSING', 'was skipped', [sound, test(twin.name, 'skipped')]],
  ])('has a twin that is %s where it %s', (expected, _, tests) => {
    const judged = judge(row, tests, told)
    expect(judged.twin).toBe(expected)
    expect(holds(judged)).toBe(false)
  })

  it('is not covered where nothing of it runs here, and says why', () => {
    const skipped = [sound, twin].map(({ name }) => test(`${name} (not covered: no strace)`, 'skipped'))
    const judged = judge(row, skipped, [])
    expect(judged).toMatchObject({ result: 'not covered', twin: 'not covered' })
    expect(holds(judged)).toBe(true)
    expect(gapLines([judged])).toEqual([
      '- **x**, a store loses nothing (seed 7): no strace.',
      '- **x**, a store is found out: sabotage: no strace.',
    ])
  })

  it('is covered in part where some of it runs, or a gap is known beforehand', () => {
    const others = [sound, test('a disk loses nothing (not covered: no disk)', 'skipped'), twin]
    expect(judge(row, others, told)).toMatchObject({ result: 'in part', twin: 'red' })
    const known = judge({ ...row, gaps: [{ what: 'a checkpoint', reason: 'there is none' }] }, [sound, twin], told)
    expect(known.result).toBe('in part')
    expect(gapLines([known])).toEqual(['- **x**, a checkpoint: there is none.'])
  })

  it('of no test and no reason is missing', () => {
    expect(holds(judge({ ...row, tests: [], twins: [] }, [], []))).toBe(false)
    const planned = { ...row, tests: [], twins: [], gaps: [{ what: 'all of it', reason: 'later' }] }
    expect(judge(planned, [], [])).toMatchObject({ result: 'not covered', twin: 'not covered' })
  })
})

describe('the page', () => {
  it('says when and where it was made, shows each row and lists what is not covered', () => {
    const gap = { what: 'a checkpoint', reason: 'there is none' }
    const run = { seed: '7', times: '2', machine: 'a machine', versions: 'Node 20', day: '2026-01-01' }
    const text = page([judge({ ...row, gaps: [gap] }, [sound, twin], told)], run)
    expect(text).toContain('2026-01-01: a machine; Node 20; seed 7; 2 × the figures of CI')
    expect(text).toContain('| **x**: a fault | nothing lost | 10 / 100 | 10 | 80 | 0 |')
    expect(text).toContain('- **x**, a checkpoint: there is none.')
  })
})
