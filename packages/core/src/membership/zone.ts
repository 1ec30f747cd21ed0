import { type Either, left, right } from 'fp-ts/lib/Either.js'

/** A checked IANA zone: `zone(name)` makes it. */
export interface Zone {
  readonly _tag: 'Zone'
  readonly name: string
}

/** The name is none that this runtime's calendar data knows. */
export interface UnknownZone {
  readonly _tag: 'UnknownZone'
  readonly retryable: false
  readonly name: string
}

/** The zone of this IANA name, `Asia/Kolkata` for one. Offsets (`+05:30`) are no zones: they know no daylight saving. */
export const zone = (name: string): Either<UnknownZone, Zone> =>
  isZoneName(name) ? right({ _tag: 'Zone', name }) : left({ _tag: 'UnknownZone', retryable: false, name })

export const utc: Zone = { _tag: 'Zone', name: 'UTC' }

const isZoneName = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
