import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { UnknownZone } from '../failure/unknown-zone.js'

/** A checked IANA zone: `zone(name)` makes it. */
export interface Zone {
  readonly _tag: 'Zone'
  readonly name: string
}

/**
 * The zone of this IANA name, `Asia/Kolkata` for one. Offsets (`+05:30`) are no zones: they know no daylight saving;
 * nor are the short names (`IST`, `BST`) that runtimes know beside IANA's: each means several places.
 */
export const zone = (name: string): Either<UnknownZone, Zone> =>
  isZoneName(name) ? right({ _tag: 'Zone', name }) : left({ _tag: 'UnknownZone', retryable: false, name })

/** The zone of an organisation that names none. */
export const utc: Zone = { _tag: 'Zone', name: 'UTC' }

/** The names of three letters that IANA has. */
const short = /^(cet|eet|est|gmt|hst|met|mst|prc|roc|rok|uct|utc|wet)$/i

const isZoneName = (name: string): boolean => {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name) || /^SystemV\//i.test(name)) return false
  if (name.length === 3 && !short.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
