import type { Context, Errors } from 'io-ts'

import { addIssue, type Notes, pathTo } from '../notes.js'

/** Notes what a codec refuses: where, and what it expected there. The values that io-ts hands over go no further. */
export const addErrors = (notes: Notes, errors: Errors): void => {
  for (const { value, context } of errors) {
    const { path, expected } = placeOf(context)
    addIssue(notes, value === undefined || value === null ? 'missing' : 'invalid', path, expected)
  }
}

const placeOf = (context: Context): { readonly path: string; readonly expected: string } => {
  let path = ''
  let expected = ''
  for (const { key, type } of context) {
    if (key !== '') path = pathTo(path, key)
    expected = type.name
  }
  return { path, expected }
}
