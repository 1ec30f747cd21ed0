import { hash, timingSafeEqual } from 'node:crypto'

import type { Authenticate } from './authenticate.js'
import { valuesOf } from './header-values.js'
import { refuseOption } from './invalid-option.js'
import { isHeaderName } from './request-head.js'

/**
 * Lets a request in that carries each of these headers with one of its values; several values serve a rotation. Equal
 * copies of a header, joined by commas, count as one. The platform signs nothing, so whoever knows a value is the platform:
 * serve it over TLS alone. Every value is compared by its digest in constant time. Wrong headers throw a `LedgerError` with
 * `InvalidOption`.
 */
export const staticHeaders = (headers: Readonly<Record<string, readonly string[]>>): Authenticate =>
  headersBy(timingSafeEqual, headers)

/** Whether two digests are equal, in the same time in either case. */
export type IsSame = (one: Buffer, other: Buffer) => boolean

/** The same with a comparison of the caller's. */
export const headersBy = (isSame: IsSame, headers: Readonly<Record<string, readonly string[]>>): Authenticate => {
  const expected = Object.entries(checked(headers)).map(([name, values]) => ({ name, digests: values.map(digest) }))

  /** 1 or 0, after the same number of steps in either case: it depends on what the request carries alone. */
  const isAmong = (given: readonly Buffer[], digests: readonly Buffer[]): number => {
    let found = 0
    for (const value of given) for (const each of digests) found |= Number(isSame(each, value))
    return found
  }

  return ({ headers: given }) => {
    let matching = 0
    for (const { name, digests } of expected) matching += isAmong(valuesOf(given.get(name) ?? '').map(digest), digests)
    return matching === expected.length
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

const checked = (headers: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> => {
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : []
  if (entries.length === 0) return refuseOption('authenticate', 'one header or more with its values')
  for (const [name, values] of entries) {
    if (!isHeaderName(name)) return refuseOption('authenticate', 'names that a header can have')
    if (!Array.isArray(values) || values.length === 0 || !values.every(isHeaderValue))
      return refuseOption('authenticate', 'a list of values for each header: visible ASCII, not empty')
  }
  return headers
}

/** As it arrives: a header has lost the white space around it, and an empty value would let everybody in. */
const isHeaderValue = (value: unknown): boolean => typeof value === 'string' && /^[!-~]([ -~]*[!-~])?$/.test(value)
