import { existsSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { Absent, type Figure, type Variant } from '../../harness/figure.js'
import { measure } from '../../harness/measure.js'
import { isMet } from '../../harness/measured.js'

const costing = (name: string, cost: number, closed: string[] = []): Variant => ({
  name,
  open: async ({ folder }) => {
    if (!existsSync(folder)) throw new Error('no folder')
    return {
      turn: async () => cost,
      close: async () => {
        closed.push(name)
      },
    }
  },
})

const absent: Variant = {
  name: 'away',
  open: () => Promise.reject(new Absent('needs a newer Node')),
}

const figure: Figure = {
  name: 'one',
  title: 'the one figure',
  unit: 'µs',
  ours: costing('ours', 12),
  limit: costing('raw', 10),
  peers: [costing('slow', 60), absent],
  goals: [
    { _tag: 'Within', of: 'raw', ratio: 1.15 },
    { _tag: 'Faster', than: 'slow', times: 5 },
    { _tag: 'Faster', than: 'away', times: 2 },
    { _tag: 'Cost', most: 20 },
  ],
}

const options = { rounds: 3, scale: 'quick', progress: () => {} } as const

describe('a figure', () => {
  it('is ours over the limit, and how many times faster than a peer, each beside its goal', async () => {
    const { rivals, ours, noise, most } = await measure(figure, options)
    expect(ours.median).toBe(12)
    expect(noise).toEqual({ median: 1, min: 1, max: 1 })
    expect(most).toBe(20)
    expect(rivals.map((rival) => (rival._tag === 'Ran' ? [rival.ratio.median, rival.goal] : rival.reason))).toEqual([
      [1.2, 1.15],
      [5, 5],
      'needs a newer Node',
    ])
    expect(rivals.map(isMet)).toEqual([false, true, undefined])
  })

  it('closes every variant, also where one fails', async () => {
    const closed: string[] = []
    const failing: Variant = {
      name: 'failing',
      open: async () => ({ turn: () => Promise.reject(new Error('broken')), close: async () => {} }),
    }
    const broken = { ...figure, ours: costing('ours', 1, closed), limit: costing('raw', 1, closed), peers: [failing] }
    await expect(measure(broken, options)).rejects.toThrow('broken')
    expect(closed).toEqual(['ours', 'raw'])
  })

  it('reads a limit the other way round where ours is to be faster than it', async () => {
    const faster: Figure = { ...figure, peers: [], goals: [{ _tag: 'Faster', than: 'raw', times: 5 }] }
    const [rival] = (await measure(faster, options)).rivals
    expect(rival).toMatchObject({ reads: 'faster', goal: 5 })
    expect(rival?._tag === 'Ran' ? rival.ratio.median : 0).toBeCloseTo(10 / 12)
  })
})
