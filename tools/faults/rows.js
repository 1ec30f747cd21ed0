/**
 * @typedef {{ file: string, title: string }} Place The tests of a file whose names, behind those of their groups, hold the title.
 * @typedef {{ what: string, reason: string }} Gap What is not covered, and why.
 * @typedef {object} Row A kind of fault, what must hold under it, and the tests that show so.
 * @property {string} name by which it is chosen
 * @property {string} what
 * @property {string} rule
 * @property {string} inCi how many rounds are asked for in CI, and on demand
 * @property {string} onDemand
 * @property {readonly Place[]} tests
 * @property {string} sabotage what the twin breaks
 * @property {readonly Place[]} twins tests that pass when a broken part goes red
 * @property {readonly Gap[]} [gaps]
 */

import { ledgerRows } from './ledger-rows.js'
import { storeRows } from './store-rows.js'
import { subscriptionRows } from './subscription-rows.js'

/** Every row of the fault table, once. */
export const rows = [...storeRows, ...ledgerRows, ...subscriptionRows]
