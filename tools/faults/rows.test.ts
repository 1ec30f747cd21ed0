import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { figures } from './figures.js'
import { testsOf, textOf, toldIn } from './report.js'
import { rows } from './rows.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the titles of a place are written: in its file, or in the clauses of the kit that it runs. */
const sourceOf = (file: string): string => {
  const clauses = join(root, 'packages/store-conformance/src/clauses')
  const kit = file.endsWith('conformance.test.ts') ? readdirSync(clauses).map((name) => join(clauses, name)) : []
  return [join(root, file), ...kit].map((path) => readFileSync(path, 'utf8')).join('\n')
}

/** Vitest puts the clause that a broken store breaks where the source has its name. */
const isWritten = ({ file, title }: { file: string; title: string }): boolean =>
  sourceOf(file).includes(title.replace("'P10'", '$breaks'))

describe('the rows of the fault table', () => {
  it('have names of their own', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  })

  it('have a test and a twin each, or a reason why not', () => {
    const bare = rows.filter(
      ({ tests, twins, gaps = [] }) => (tests.length === 0 || twins.length === 0) && gaps.length === 0,
    )
    expect(bare.map(({ name }) => name)).toEqual([])
    for (const { what, reason } of rows.flatMap(({ gaps = [] }) => gaps)) {
      expect(what).not.toBe('')
      expect(reason.length).toBeGreaterThan(10)
    }
  })

  it('name tests that are written', () => {
    const places = rows.flatMap(({ tests, twins }) => [...tests, ...twins])
    expect(places.length).toBeGreaterThan(60)
    expect(places.filter((place) => !isWritten(place))).toEqual([])
    expect(isWritten({ file: 'packages/store-sqlite/test/faults/wal.test.ts', title: 'is not written anywhere' })).toBe(
      false,
    )
  })
})

describe('docs/reliability.md', () => {
  it('holds every row', () => {
    const page = textOf(join(root, 'docs/reliability.md'))
    expect(rows.filter(({ name }) => !page.includes(`| **${name}**: `)).map(({ name }) => name)).toEqual([])
  })
})

describe('what a run leaves behind', () => {
  it('is read by test, with files below the root', () => {
    const testResults = [{ name: '/root/a.test.ts', assertionResults: [{ fullName: 'a b', status: 'passed' }] }]
    expect(testsOf('/root', { testResults })).toEqual([{ file: 'a.test.ts', name: 'a b', status: 'passed' }])
  })

  it('holds what this test counts, under its name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'figures-'))
    const before = process.env['PARTNER_LEDGER_FIGURES']
    process.env['PARTNER_LEDGER_FIGURES'] = join(folder, 'figures')
    figures({ rounds: 3, lost: 0 })
    figures({ rounds: 4 })
    process.env['PARTNER_LEDGER_FIGURES'] = before ?? ''
    figures({ rounds: 5 })
    const test = 'what a run leaves behind holds what this test counts, under its name'
    expect(toldIn(root, textOf(join(folder, 'figures')))).toEqual([
      { file: 'tools/faults/rows.test.ts', test, counted: { rounds: 3, lost: 0 } },
      { file: 'tools/faults/rows.test.ts', test, counted: { rounds: 4 } },
    ])
    expect(textOf(join(folder, 'nothing'))).toBe('')
    rmSync(folder, { recursive: true })
  })
})
