import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(`${root}docs/what-ends-when.md`, 'utf8')

interface Row {
  readonly rule: string
  readonly files: readonly string[]
  readonly tests: readonly string[]
}

const rowsOf = (text: string): readonly Row[] =>
  text
    .split('\n')
    .filter((line) => /^\| [^-r]/.test(line))
    .map((line) => {
      const [, rule = '', files = '', tests = ''] = line.split('|').map((cell) => cell.trim())
      return { rule, files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file), tests: tests.split('; ') }
    })

const sourceOf = (file: string): string => readFileSync(`${root}packages/core/test/${file}.test.ts`, 'utf8')

/** The names that a file gives its tests, those of `test.each` and of tables of cases too. */
const namesIn = (source: string): readonly string[] =>
  [...source.matchAll(/(['"`])((?:\\.|(?!\1).)+)\1/g)].map(([, , name = '']) => name)

/** Rows whose named tests are not all there, or of whose files one has none of them. */
const wrongRows = (rows: readonly Row[]): readonly string[] =>
  rows
    .filter(({ files, tests }) => {
      const names = files.map((file) => namesIn(sourceOf(file)))
      const isThere = (test: string): boolean => names.some((of) => of.some((name) => name.includes(test)))
      const isUsed = (of: readonly string[]): boolean => tests.some((test) => of.some((name) => name.includes(test)))
      return !tests.every(isThere) || !names.every(isUsed)
    })
    .map(({ rule }) => rule)

describe('docs/what-ends-when.md', () => {
  const rows = rowsOf(page)

  test('names tests that exist, for each rule', () => {
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter(({ files, tests }) => files.length === 0 || tests.some((name) => name.length < 10))).toEqual([])
    expect(wrongRows(rows)).toEqual([])
  })

  test('names every test of the two files that are about these rules alone', () => {
    const named = rows.flatMap(({ tests }) => tests)
    for (const file of ['membership/what-ends-when', 'membership/announced-ends']) {
      const tests = [...sourceOf(file).matchAll(/^ {2}test\('([^']+)'/gm)].map(([, name = '']) => name)
      expect(tests.length).toBeGreaterThan(7)
      expect(tests.filter((name) => !named.includes(name))).toEqual([])
    }
  })

  test('is seen to be wrong where a test is renamed, or a file is named that has none of the tests: sabotage', () => {
    const renamed = page.replace('is folded once, under the given id', 'is folded twice')
    expect(wrongRows(rowsOf(renamed))).toEqual(['One fact under two ids is folded once.'])
    const added = page.replace(/(`membership\/announced-ends`)(\s*\| of two instants)/, '$1, `membership/zone`$2')
    expect(wrongRows(rowsOf(added))).toEqual(['Two instants agree within 24 hours.'])
  })
})
