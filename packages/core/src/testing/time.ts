import * as fc from 'fast-check'

/** The day that all generated histories are about: 2024-03-10T00:00:00Z, ms since epoch. */
const about = Date.UTC(2024, 2, 10)

/** Instants in ms since epoch: many in the same few milliseconds, some days and some years apart. */
export const instantArbitrary: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: about, max: about + 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: -40, max: 40 }).map((hours) => about + hours * 3_600_000) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: Date.UTC(2123, 0, 1) }) },
)

/** Days `YYYY-MM-DD`: near each other, so that terms run out within a history, and far ones. */
export const dayArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('2024-03-08', '2024-03-09', '2024-03-10', '2024-03-11', '2024-02-29'),
  fc.constantFrom('2123-05-12', '0001-01-01', '9999-12-31'),
)

/** Times of day `HH:mm:ss`. */
export const timeArbitrary: fc.Arbitrary<string> = fc.constantFrom('00:00:00', '09:30:00', '23:59:59')
