import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** The fields of an interface of the source, in its order. */
const fieldsOf = (source: string, name: string): readonly string[] => {
  const body = source.slice(source.indexOf(`interface ${name} {`)).split('\n}')[0] ?? ''
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field = '']) => field)
}

/** The options in the table of the page. */
const tableOf = (page: string): readonly string[] =>
  [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, option = '']) => option)

it('the page of the package lists every option, and no other', () => {
  const fields = fieldsOf(read('src/sqlite-store.ts'), 'SqliteStoreOptions')
  expect(fields).toContain('answerWithin')
  expect(tableOf(read('README.md'))).toEqual(fields)
})

it('an option that the table lacks is found: sabotage', () => {
  const fields = fieldsOf(read('src/sqlite-store.ts'), 'SqliteStoreOptions')
  expect(tableOf(read('README.md').replace(/^\| `answerWithin`.*\n/m, ''))).not.toEqual(fields)
})
