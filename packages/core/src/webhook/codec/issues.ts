import type { Context, Errors } from 'io-ts'

import { addIssue, type DecodeContext, pathTo } from '../decode-context.js'

/** Adds an issue for each error of a codec: its path and what was expected. The values in the errors are dropped. */
export const addErrors = (context: DecodeContext, errors: Errors): void => {
  for (const { value, context: place } of errors) {
    const { path, expected } = describe(place)
    addIssue(context, value === undefined || value === null ? 'missing' : 'invalid', path, expected)
  }
}

const describe = (place: Context): { readonly path: string; readonly expected: string } => {
  let path = ''
  let expected = ''
  for (const { key, type } of place) {
    if (key !== '') path = pathTo(path, key)
    expected = type.name
  }
  return { path, expected }
}
