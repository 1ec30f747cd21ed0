import { expect, it } from 'vitest'

import { randomOf } from '../src/random.js'

const drawn = (seed: number, purpose: string): readonly number[] => {
  const random = randomOf(seed, purpose)
  return Array.from({ length: 20 }, () => random.below(1_000))
}

it('the same seed and purpose draw the same numbers, another of either draws others', () => {
  expect(drawn(7, 'a check')).toEqual(drawn(7, 'a check'))
  expect(drawn(7, 'a check')).not.toEqual(drawn(8, 'a check'))
  expect(drawn(7, 'a check')).not.toEqual(drawn(7, 'another'))
})

it('a pick is one of what there is, each of them in the long run, and a bug where there is nothing', () => {
  const random = randomOf(1, 'picks')
  expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']))
  expect(() => random.pick([])).toThrow('nothing to pick from')
})
