import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { currentMeanings, currentPage } from './current-page.js'
import { target } from './meanings.js'
import { readErrors } from './read-errors.js'
import { sources } from './sources.js'

const folder = mkdtempSync(join(tmpdir(), 'errors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const planted = (text: string): ReturnType<typeof readErrors> => {
  const file = join(folder, 'planted.ts')
  writeFileSync(file, text)
  return readErrors([file])
}

const errors = readErrors(sources('packages'))

test('the page in the repository is the one that the source makes', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(currentPage())
})

test('the meanings that messages begin with are those of the page', async () => {
  expect(readFileSync(target, 'utf8')).toBe(await currentMeanings())
})

test('every member of the store error union has an entry', () => {
  const union = /export type StoreError =([^]*?)\n\n/.exec(
    readFileSync('packages/core/src/failure/store-error.ts', 'utf8'),
  )
  const members = union?.[1]?.match(/\w+/g) ?? []
  expect(members.length).toBeGreaterThan(7)
  expect(errors.map(({ tag }) => tag)).toEqual(expect.arrayContaining(members))
})

test('every kind of issue and of warning is on it', () => {
  const files = ['packages/core/src/failure/undecodable-webhook.ts', 'packages/core/src/webhook/issue.ts']
  const unions = files.map((file) => /Kind =([^]*?)\n\n/.exec(readFileSync(file, 'utf8'))?.[1] ?? '')
  const kinds = unions.flatMap((union) => union.match(/(?<=')[a-z-]+(?=')/g) ?? [])
  expect(kinds.length).toBeGreaterThan(14)
  const page = currentPage()
  for (const kind of kinds) expect(page).toContain(`\`${kind}\``)
})

test.each(errors.map((error) => [error.tag, error] as const))('%s says what it means and what to do', (_, error) => {
  expect(error.meaning).not.toBe('')
  expect(error.remedy ?? '').not.toBe('')
})

test('every value that is made with a tag and a retryable has an entry', () => {
  const made = sources('packages').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/_tag: '(\w+)',\s*retryable/g)].map(([, tag]) => tag),
  )
  expect(made.length).toBeGreaterThan(7)
  expect(errors.map(({ tag }) => tag)).toEqual(expect.arrayContaining(made))
})

/** The reasons that a source hands to `corrupt` as they stand. */
const corruptReasons = (text: string): readonly string[] =>
  [...text.matchAll(/\bcorrupt\([^'`]*?'([^']*)'\)/g)].flatMap(([, reason]) => reason ?? [])

const isInWords = (reason: string): boolean => /^\S+( \S+){2,}$/.test(reason)

test('every Corrupt says what failed in words', () => {
  const reasons = sources('packages').flatMap((file) => corruptReasons(readFileSync(file, 'utf8')))
  expect(reasons.length).toBeGreaterThan(15)
  expect(reasons.filter((reason) => !isInWords(reason))).toEqual([])
})

test('a Corrupt that names a bare noun is found', () => {
  const [reason] = corruptReasons("return left(corrupt(position, 'checksum'))")
  expect([reason, isInWords(reason ?? '')]).toEqual(['checksum', false])
})

test('an error without a remedy is found', () => {
  const [error] = planted(
    "/** Broken. */\nexport interface Broken { readonly _tag: 'Broken'; readonly retryable: false }\n",
  )
  expect(error).toMatchObject({ tag: 'Broken', meaning: 'Broken.', retry: 'no', remedy: undefined })
})

test('what is no failure has no entry', () => {
  expect(planted("export interface Fine { readonly _tag: 'Fine' }\n")).toEqual([])
})
