import * as fc from 'fast-check'

import { dayArbitrary, instantArbitrary, timeArbitrary } from './time.js'

/** An end as a webhook may state it. It states a time only beside a date, and is unread only where it states nothing else. */
export interface StatedEnd {
  readonly date?: string
  readonly time?: string
  readonly millis?: number
  readonly unread?: true
}

/** Instants, some of them a millisecond to either side of an hour. */
const millis = fc.tuple(instantArbitrary, fc.constantFrom(0, 0, -1, 1)).map(([at, off]) => at + off)

const both = (a: fc.Arbitrary<StatedEnd>, b: fc.Arbitrary<StatedEnd>): fc.Arbitrary<StatedEnd> =>
  fc.tuple(a, b).map(([one, other]) => ({ ...one, ...other }))

const dated = fc.record({ date: dayArbitrary }, { noNullPrototype: true })
const timed = fc.record({ date: dayArbitrary, time: timeArbitrary }, { noNullPrototype: true })
const instant = fc.record({ millis: millis }, { noNullPrototype: true })
const unread = fc.constant<StatedEnd>({ unread: true })
const nothing = fc.constant<StatedEnd>({})

/** Ends of the details of Linked and Updated. */
export const endArbitrary: fc.Arbitrary<StatedEnd> = fc.oneof(
  { weight: 4, arbitrary: nothing },
  { weight: 4, arbitrary: dated },
  { weight: 1, arbitrary: timed },
  { weight: 2, arbitrary: instant },
  { weight: 2, arbitrary: both(dated, instant) },
  { weight: 1, arbitrary: both(timed, instant) },
  { weight: 1, arbitrary: unread },
)

/** Ends that reminders announce: a text with an offset is an instant and states no date. */
export const announcedEndArbitrary: fc.Arbitrary<StatedEnd> = fc.oneof(
  { weight: 2, arbitrary: nothing },
  { weight: 6, arbitrary: dated },
  { weight: 2, arbitrary: timed },
  { weight: 2, arbitrary: instant },
  { weight: 1, arbitrary: unread },
)

/** The same end in the words of an event; `name` is the part of the field's names before `Date`. */
export const endFields = (name: string, { date, time, millis, unread }: StatedEnd): Record<string, unknown> => ({
  ...(date === undefined ? {} : { [`${name}Date`]: date }),
  ...(time === undefined ? {} : { [`${name}Time`]: time }),
  ...(millis === undefined ? {} : { [`${name}DateInMillis`]: millis }),
  ...(unread === undefined ? {} : { [`${name}Unread`]: true }),
})
