import type { Context, Errors } from 'io-ts'

import { addIssue, type Notes, pathTo } from '../notes.js'

/** Notes what a codec refuses: where, and what it expected there. The values that io-ts hands over go no further. */
export const addErrors = (notes: Notes, errors: Errors): void => {
  for (const { value, context } of errors) {
    const kind = value === undefined || value === null ? 'missing' : 'invalid'
    addIssue(notes, kind, pathOf(context), context.at(-1)?.type.name ?? 'a payload')
  }
}

const pathOf = (context: Context): string =>
  context.reduce((path, { key }) => (key === '' ? path : pathTo(path, key)), '')
