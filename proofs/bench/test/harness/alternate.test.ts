import { describe, expect, it } from 'vitest'

import { alternate, orderOf } from '../../harness/alternate.js'
import type { Contender } from '../../harness/figure.js'

const contenders = (names: string, turns: string[]): readonly Contender[] =>
  Array.from(names, (name) => ({
    turn: async () => {
      turns.push(name)
      return turns.filter((one) => one === name).length
    },
    close: async () => {},
  }))

describe('contenders', () => {
  it('take their turns within each round, and each round begins one further', async () => {
    const turns: string[] = []
    await alternate(contenders('abc', turns), 3)
    expect(turns.join('')).toBe('abc' + 'abc' + 'bca' + 'cab')
  })

  it('are not counted for their first turn, and their costs are by round', async () => {
    const costs = await alternate(contenders('ab', []), 3)
    expect(costs).toEqual([
      [2, 3, 4],
      [2, 3, 4],
    ])
  })

  it('are told of by round', async () => {
    const rounds: number[] = []
    await alternate(contenders('a', []), 2, (round) => rounds.push(round))
    expect(rounds).toEqual([1, 2])
  })
})

it('the order of a round names everybody once', () => {
  for (let round = 0; round < 7; round += 1) expect([...orderOf(round, 5)].sort()).toEqual([0, 1, 2, 3, 4])
})
