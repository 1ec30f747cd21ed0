import { rows } from './rows.js'

/** The tag of the tests that prove a row of the fault table. @param {string} row */
export const faultTag = (row) => `fault:${row}`

/** The tag of the tests that pass when a broken part goes red. @param {string} row */
export const twinTag = (row) => `twin:${row}`

/** Every tag that a test may have: vitest refuses a test with another. */
export const faultTags = rows.flatMap(({ name, what, sabotage }) => [
  { name: faultTag(name), description: what },
  { name: twinTag(name), description: `sabotage: ${sabotage}` },
])
