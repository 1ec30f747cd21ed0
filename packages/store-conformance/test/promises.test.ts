import { describe, expect, it } from 'vitest'

import { checks } from '../src/checks.js'
import { clauses, promises } from '../src/promises.js'

describe('the checks of the contract', () => {
  it('name every sentence of every clause', () => {
    const sentences = clauses.flatMap((clause) => promises[clause].map((sentence) => `${clause}: ${sentence}`))
    const checked = new Set(checks.map(({ clause, sentence }) => `${clause}: ${sentence}`))
    expect(sentences.filter((sentence) => !checked.has(sentence))).toEqual([])
    expect([...checked].filter((sentence) => !sentences.includes(sentence))).toEqual([])
  })

  it('cover P1 to P16', () => {
    for (let n = 1; n <= 16; n += 1) expect(clauses).toContain(`P${n}`)
  })

  it('have titles of their own', () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length)
  })
})
