import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterEach, describe, expect, it, vi } from 'vitest'

import { readPage } from './page.js'
import { typeFaults } from './type-faults.js'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : []))
const packages = ['core', 'store-memory', 'store-sqlite', 'history-check', 'receiver'].map(
  (name) => `packages/${name}/README.md`,
)
const names = ['README.md', ...pagesIn('docs/guide'), ...packages]
const pages = new Map(names.map((name) => [name, readPage(readFileSync(join(root, name), 'utf8'))]))
const withCode = new Map([...pages].filter(([, { blocks }]) => blocks > 0))
const withOutput = [...pages].filter(([, { output }]) => output !== '').map(([name]) => name)

const fence = '```'

const shown = (word: unknown): string => (typeof word === 'string' ? word : JSON.stringify(word))

/** What the code prints when it is run as a module. */
const printedBy = async (code: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  const said: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
    said.push(`${words.map(shown).join(' ')}\n`)
  })
  try {
    writeFileSync(join(folder, 'page.ts'), code)
    await import(join(folder, 'page.ts'))
    return said.join('')
  } finally {
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true })
  }
}

describe('the code of READMEs and guide', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is found in the READMEs and in the guide', () => {
    expect([...withCode.keys()]).toEqual(expect.arrayContaining(['README.md', ...packages]))
    expect(withCode.size).toBeGreaterThanOrEqual(packages.length + 5)
    expect(withOutput.length).toBeGreaterThanOrEqual(2)
  })

  it('type-checks, page by page', () => {
    const modules = new Map([...withCode].map(([name, { code }]) => [name, code]))
    expect(typeFaults(root, modules)).toEqual([])
  })

  it.each(withOutput)('of %s prints what the page says', async (name) => {
    const page = pages.get(name)
    expect(await printedBy(page?.code ?? '')).toBe(page?.output)
  })

  it('is reported by page and line where a block is broken', () => {
    const page = readPage(
      ['# Page', fence + 'ts', "import { zone } from '@partner-ledger/core'", 'const n: number = zone(1)', fence].join(
        '\n',
      ),
    )
    expect(typeFaults(root, new Map([['page.md', page.code]]))).toEqual([
      expect.stringMatching(/^page\.md:4 .*not assignable/),
      expect.stringMatching(/^page\.md:4 .*not assignable/),
    ])
  })

  it('is reported where it prints something else than the page says', async () => {
    const page = readPage([fence + 'ts', "console.log('one')", fence, '', fence + 'text', 'two', fence].join('\n'))
    expect(await printedBy(page.code)).toBe('one\n')
    expect(page.output).toBe('two\n')
  })
})

describe('readPage', () => {
  it('takes ts blocks and hidden code at their lines, and leaves other blocks and text alone', () => {
    const { code, blocks } = readPage(
      ['<!-- ts declare const a: 1 -->', fence + 'ts', 'a', fence, fence + 'sh', 'b', fence, 'c'].join('\n'),
    )
    expect([code, blocks]).toEqual(['declare const a: 1\n\na\n\n\n\n\n', 1])
  })

  it('takes a text block for output only right behind code', () => {
    const page = readPage([fence + 'ts', fence, '', 'Prose.', '', fence + 'text', 'x', fence].join('\n'))
    expect(page.output).toBe('')
  })
})
