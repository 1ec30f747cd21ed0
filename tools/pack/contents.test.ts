import { describe, expect, it } from 'vitest'

import { contentFaults } from './contents.js'

const sound = ['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/store/event.js']
const isSource = (path: string): boolean => ['src/index.ts', 'src/store/event.ts'].includes(path)

describe('the contents of a tarball', () => {
  it('are sound when all is built from a source that is there', () => {
    expect(contentFaults(sound, isSource)).toEqual([])
  })

  it.each([
    ['dist/fold.test.js', 'a test'],
    ['test/fold.js', 'a test'],
    ['dist/.tsbuildinfo', "compiler's own"],
    ['dist/gone.js', 'no source'],
    ['dist/gone.d.ts', 'no source'],
    ['src/index.ts', 'not meant to be published'],
    ['ledger.db', 'not meant to be published'],
  ])('are faulty with %s', (file, fault) => {
    expect(contentFaults([...sound, file], isSource)).toEqual([expect.stringContaining(fault)])
  })

  it.each(sound.slice(0, 4))('are faulty without %s', (file) => {
    const rest = sound.filter((other) => other !== file)
    expect(contentFaults(rest, isSource)).toEqual([`${file} is missing`])
  })
})
