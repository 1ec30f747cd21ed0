/**
 * @typedef {{ what: string, reason: string }} Gap What is not covered, and why.
 * @typedef {object} Row A kind of fault, what must hold under it, and the tests that show so.
 * @property {string} name by which it is chosen, and that the tags of its tests have: `fault:<name>` and `twin:<name>`
 * @property {string} what
 * @property {string} rule
 * @property {string} inCi how many rounds are asked for in CI, and on demand
 * @property {string} onDemand
 * @property {readonly string[]} tests the files whose tests with the tag `fault:<name>` prove it
 * @property {string} sabotage what the twin breaks
 * @property {readonly string[]} twins the files whose tests with the tag `twin:<name>` pass when a broken part goes red
 * @property {readonly Gap[]} [gaps]
 */

import { hostRows } from './host-rows.js'
import { ledgerRows } from './ledger-rows.js'
import { storeRows } from './store-rows.js'
import { subscriptionRows } from './subscription-rows.js'

/** Every row of the fault table, once. */
export const rows = [...storeRows, ...ledgerRows, ...subscriptionRows, ...hostRows]
