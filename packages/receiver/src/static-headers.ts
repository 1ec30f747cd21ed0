import { hash, timingSafeEqual } from 'node:crypto'

import type { Authenticate } from './authenticate.js'
import { refuseOption } from './invalid-option.js'
import { isHeaderName } from './request-head.js'

/**
 * Lets a request in that carries each of these headers with one of its values: several values are for the time of a
 * rotation. The platform signs nothing, so whoever knows a value is the platform: serve it over TLS alone. Values are
 * compared by digest and all of them always, so the time of an answer tells nothing of them. Wrong ones throw a
 * `LedgerError` with `InvalidOption`.
 */
export const staticHeaders = (headers: Readonly<Record<string, readonly string[]>>): Authenticate =>
  headersBy(timingSafeEqual, headers)

/** Whether two digests are the same, told in the same time in either case. */
export type IsSame = (one: Buffer, other: Buffer) => boolean

/** The same by a comparison of the caller's. */
export const headersBy = (isSame: IsSame, headers: Readonly<Record<string, readonly string[]>>): Authenticate => {
  const wanted = Object.entries(checked(headers)).map(([name, values]) => ({ name, digests: values.map(digest) }))

  /** 1 or 0, after as many steps in either case. */
  const isAmong = (given: Buffer, digests: readonly Buffer[]): number =>
    digests.reduce((found, each) => found | Number(isSame(each, given)), 0)

  return ({ headers: given }) => {
    let matching = 0
    for (const { name, digests } of wanted) matching += isAmong(digest(given.get(name) ?? ''), digests)
    return matching === wanted.length
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
