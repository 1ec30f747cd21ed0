import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { slowTests } from './slow-tests.js'
import { vitalFiles } from './vital-files.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((found) => {
    const path = `${folder}/${found.name}`
    if (found.isDirectory()) return ['node_modules', 'dist'].includes(found.name) ? [] : filesBelow(path)
    return [path]
  })

const files = ['packages', 'proofs', 'tools'].flatMap(filesBelow)

/** The parts of a pattern with braces, `a{b,c}d` as `abd` and `acd`. */
const spelledOut = (pattern: string): readonly string[] => {
  const [, before = '', choices, after = ''] = /^(.*?)\{([^}]*)\}(.*)$/.exec(pattern) ?? []
  return choices === undefined ? [pattern] : choices.split(',').flatMap((choice) => spelledOut(before + choice + after))
}

const matches = (pattern: string): boolean => {
  const source = pattern.replace(/[.]/g, '[.]').replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'))
  return files.some((file) => new RegExp(`^${source}$`).test(file))
}

describe.each([
  ['vital files', vitalFiles],
  ['slow tests', slowTests],
])('the patterns of %s', (_, patterns) => {
  it('match a file each, with each of their choices', () => {
    expect(patterns.flatMap(spelledOut).filter((pattern) => !matches(pattern))).toEqual([])
  })
})

it('a pattern of a file that has moved is found', () => {
  expect(['packages/core/src/membership/fold.ts', 'packages/core/src/fold.ts'].map(matches)).toEqual([true, false])
  expect(['packages/*/src/**/fold.ts', 'packages/*/fold.ts'].map(matches)).toEqual([true, false])
})
