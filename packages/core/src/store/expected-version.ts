import type { Version } from './event.js'

/** Whether a stream that stands at `actual` may take an append that expects `expected`. */
export const isExpected = (expected: Version | 'any', actual: Version): boolean =>
  expected === 'any' || expected === actual
