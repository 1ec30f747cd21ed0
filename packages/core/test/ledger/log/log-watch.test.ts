import { describe, expect, test } from 'vitest'

import { type LogWatch, logWatch } from '../../../src/ledger/log/log-watch.js'

/** A watch of one tenant, and how often it dropped what was remembered. */
const watched = (): { readonly watch: LogWatch; readonly drops: string[] } => {
  const watch = logWatch()
  const drops: string[] = []
  watch.onDrop((tenant) => drops.push(tenant))
  return { watch, drops }
}

const state = (head: number, epoch = 'one') => ({ epoch, head })

describe('a watched log', () => {
  test('is current while it grows, also where answers overtake each other', () => {
    const { watch, drops } = watched()
    const [early, late] = [watch.begin('t'), watch.begin('t')]
    expect(watch.isCurrent('t', late, state(5))).toBe(true)
    expect(watch.isCurrent('t', early, state(3))).toBe(true)
    expect(watch.isCurrent('t', watch.begin('t'), state(5))).toBe(true)
    expect(drops).toEqual([])
  })

  test('has gone back where its head is lower than it was when the call began', () => {
    const { watch, drops } = watched()
    watch.isCurrent('t', watch.begin('t'), state(5))
    expect(watch.isCurrent('t', watch.begin('t'), state(4))).toBe(false)
    expect(drops).toEqual(['t'])
    expect(watch.isCurrent('t', watch.begin('t'), state(4))).toBe(true)
  })

  test('is another one under another epoch', () => {
    const { watch, drops } = watched()
    watch.isCurrent('t', watch.begin('t'), state(5))
    expect(watch.isCurrent('t', watch.begin('t'), state(9, 'two'))).toBe(false)
    expect(drops).toEqual(['t'])
  })

  test('fills no memory by answers to calls that began before a drop', () => {
    const { watch, drops } = watched()
    const early = watch.begin('t')
    watch.drop('t')
    expect(watch.isCurrent('t', early, state(5))).toBe(false)
    expect(drops).toEqual(['t'])
  })

  test('is watched for each tenant on its own', () => {
    const { watch, drops } = watched()
    watch.isCurrent('t', watch.begin('t'), state(5))
    expect(watch.isCurrent('u', watch.begin('u'), state(1))).toBe(true)
    expect(drops).toEqual([])
  })
})
