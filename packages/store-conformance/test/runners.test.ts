import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { checks } from '../src/checks.js'
import { storeConformance } from '../src/store-conformance.js'
import { capabilities } from '../src/subject.js'
import { memorySubject } from './broken-stores/broken.js'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** node:test in a process of its own, which runs what was built. */
const nodeTest = (mode: 'honest' | 'forgetful') => {
  expect(existsSync(here('../dist/index.js')), 'the packages are built').toBe(true)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = ['--test-reporter=tap', here('runners/node-test.js'), mode]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env, timeout: 50_000 })
  return { status, stdout }
}

storeConformance({ describe, it, print: () => {} }, memorySubject('the memory store under vitest'))

describe('storeConformance', () => {
  it('runs under node:test, where an honest store passes and what it declines is skipped with the reason', () => {
    const { status, stdout } = nodeTest('honest')
    expect(stdout).toContain('memoryStore declines reopen: nothing outlives the process')
    expect(stdout).toMatch(/# fail 0\n/)
    expect(Number(/# pass (\d+)/.exec(stdout)?.[1])).toBeGreaterThan(60)
    expect(Number(/# skipped (\d+)/.exec(stdout)?.[1])).toBe(checks.filter(isDeclined).length)
    expect(status).toBe(0)
  })

  it('makes node:test fail on a store that forgets nothing', () => {
    const { status, stdout } = nodeTest('forgetful')
    expect(stdout).toMatch(/not ok .*up to the version they are gone/)
    expect(status).toBe(1)
  })

  it('registers every check once, by clause, and prints what is declined', () => {
    const lines: string[] = []
    const names: string[] = []
    const add = (name: string) => names.push(name)
    const runner = { describe: (_: string, body: () => void) => body(), it: Object.assign(add, { skip: add }) }
    storeConformance({ ...runner, print: (line) => lines.push(line) }, memorySubject('store'))
    expect(names.map((name) => name.replace(/ \(declined.*/, ''))).toEqual(checks.map(({ title }) => title))
    expect(names.filter((name) => name.includes('(declined: '))).toHaveLength(checks.filter(isDeclined).length)
    expect(lines).toHaveLength(capabilities.length - 1)
  })
})

const isDeclined = ({ needs }: (typeof checks)[number]): boolean => needs.some((need) => need !== 'setClock')
