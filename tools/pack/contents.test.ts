import { describe, expect, it } from 'vitest'

import { contentFaults, mapFaults } from './contents.js'

const sound = [
  ...['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/store/event.js'],
  ...['dist/index.js.map', 'dist/index.d.ts.map', 'dist/store/event.js.map', 'src/index.ts', 'src/store/event.ts'],
]
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
    ['dist/gone.js.map', 'no source'],
    ['src/notes.txt', 'not meant to be published'],
    ['ledger.db', 'not meant to be published'],
  ])('are faulty with %s', (file, fault) => {
    expect(contentFaults([...sound, file], isSource)).toEqual([expect.stringContaining(fault)])
  })

  it.each(sound.slice(0, 4))('are faulty without %s', (file) => {
    const rest = sound.filter((other) => other !== file)
    expect(contentFaults(rest, isSource)).toEqual([`${file} is missing`])
  })

  it('are faulty with a built file that has no map', () => {
    const rest = sound.filter((file) => file !== 'dist/store/event.js.map')
    expect(contentFaults(rest, isSource)).toEqual(['dist/store/event.js has no source map'])
  })
})

describe('the source maps of a tarball', () => {
  const sources = (path: string) => ({ sources: [`${'../'.repeat(path.split('/').length - 1)}src/index.ts`] })

  it('are sound when the sources that they name are there, or within the map', () => {
    expect(mapFaults(sound, sources)).toEqual([])
    expect(mapFaults(sound, () => ({ sources: ['../src/gone.ts'], sourcesContent: ['export {}'] }))).toEqual([])
  })

  it('are faulty when they name no source, or one that is not there', () => {
    expect(mapFaults(['dist/index.js.map'], () => ({ sources: [] }))).toEqual(['dist/index.js.map names no source'])
    expect(mapFaults(['dist/index.js.map'], sources)).toEqual([
      'dist/index.js.map names ../src/index.ts, which is not in the tarball',
    ])
  })
})
