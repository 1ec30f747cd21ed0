import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { strictOptions } from './strict-options.js'
import { entryFiles, undocumented } from './undocumented.js'

const folder = mkdtempSync(join(tmpdir(), 'entries-'))
afterAll(() => rmSync(folder, { recursive: true }))

const planted = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const entries = entryFiles('packages')

describe('the entries of the packages', () => {
  it('are those of the manifests, as they are built', () => {
    const rooms = ['', 'membership/', 'webhook/', 'transfer/', 'store/', 'testing/']
    expect(entries).toEqual(expect.arrayContaining(rooms.map((room) => `packages/core/dist/${room}index.d.ts`)))
    expect(entries.length).toBeGreaterThan(10)
  })

  it('export nothing without a docstring', () => {
    expect(undocumented(entries)).toEqual([])
  })

  it('take options that are stated as undefined', () => {
    expect(strictOptions(entries)).toEqual([])
  })
})

describe('the check of the entries', () => {
  it('finds an export without a docstring, also one that is handed on', () => {
    planted('told.ts', '/** Said. */\nexport const said = 1\nexport const unsaid = 2\n')
    const entry = planted('entry.ts', "export { said, unsaid } from './told.js'\nexport interface Bare {}\n")
    expect(undocumented([entry])).toEqual([`${entry}: unsaid`, `${entry}: Bare`])
  })

  it('finds an option that cannot be undefined, also one of a type that is extended', () => {
    const entry = planted(
      'options.ts',
      `interface Base { readonly strict?: number; readonly loose?: number | undefined }
export interface SomeOptions extends Base { readonly own?: () => void; readonly any?: unknown; readonly must: number }
export type PickedOptions = Pick<SomeOptions, 'own'>
export interface GroupOptions { readonly group?: Partial<{ a: number; b: number | undefined }> | undefined }
export interface Mapped { readonly a: number }
export type LooseOptions = { readonly [K in keyof Mapped]?: Mapped[K] | undefined }
export interface Result { readonly strict?: number }
`,
    )
    expect(strictOptions([entry])).toEqual([
      `${entry}: SomeOptions.own`,
      `${entry}: SomeOptions.strict`,
      `${entry}: PickedOptions.own`,
      `${entry}: GroupOptions.group.a`,
    ])
  })

  it('finds an entry that is not there', () => {
    const entry = join(folder, 'gone.d.ts')
    expect(undocumented([entry])).toEqual([`${entry}: exports nothing`])
    expect(strictOptions([entry])).toEqual([`${entry}: exports nothing`])
  })
})
