import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { figures } from './figures.js'
import { testsOf, textOf, toldIn } from './report.js'
import { rows } from './rows.js'
import { faultTag, twinTag } from './tags.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

const testFiles = ['packages', 'proofs']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\/test\/.*\.test\.ts$/.test(path) && !path.includes('node_modules'))

/** The tags that a test file gives its tests. */
const tagsIn = (file: string): ReadonlySet<string> =>
  new Set([...readFileSync(join(root, file), 'utf8').matchAll(/\b(?:fault|twin):[a-z-]+/g)].map(([tag]) => tag))

/** Each tag with each of the files that a row expects it in. */
const expected = rows.flatMap(({ name, tests, twins }) => [
  ...tests.map((file) => `${faultTag(name)} ${file}`),
  ...twins.map((file) => `${twinTag(name)} ${file}`),
])

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

  it('select tests in each file that they name, and no tag is in a file that its row does not name', () => {
    const written = testFiles.flatMap((file) => [...tagsIn(file)].map((tag) => `${tag} ${file}`))
    expect(expected.length).toBeGreaterThan(60)
    expect(written.toSorted()).toEqual(expected.toSorted())
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
    const testResults = [
      { name: '/root/a.test.ts', assertionResults: [{ fullName: 'a b', status: 'passed', tags: ['fault:x'] }] },
    ]
    expect(testsOf('/root', { testResults })).toEqual([
      { file: 'a.test.ts', name: 'a b', status: 'passed', tags: ['fault:x'] },
    ])
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
