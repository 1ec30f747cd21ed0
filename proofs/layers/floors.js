/** @import { IRegularForbiddenRuleType } from 'dependency-cruiser' */

/**
 * @typedef {object} House A folder whose rooms stand on floors.
 * @property {string} name
 * @property {string} folder a pattern of its path, up to and with the slash
 * @property {readonly (readonly string[])[]} floors its rooms, bottom to top; those of one floor do not know each other
 * @property {string} [top] a pattern of its own files that stand above every room
 */

const core = '^packages/core/src/'

/** A room sees the rooms below it and the loose files of its house, and nothing beside or above it. @type {readonly House[]} */
export const houses = [
  {
    name: 'core/store',
    folder: `${core}store/`,
    floors: [['index', 'checkpoints']],
    top: '(ledger-store|index)[.]ts$',
  },
  {
    name: 'core/webhook',
    folder: `${core}webhook/`,
    floors: [['codec'], ['generated']],
    top: 'decode[.]ts$',
  },
  {
    name: 'core/ledger',
    folder: `${core}ledger/`,
    floors: [
      ['arguments'],
      ['log'],
      ['read'],
      ['change'],
      ['query'],
      ['quarantine'],
      ['ingest'],
      ['forget', 'persons', 'redecode'],
      ['subscription'],
      ['hooks'],
      ['expiry'],
    ],
    top: '(create-ledger|close|ledger)[.]ts$',
  },
  {
    name: 'store-package',
    folder: '^packages/store-(?!conformance/)[^/]+/src/',
    floors: [['schema'], ['file', 'connection'], ['log'], ['index'], ['checkpoints'], ['upkeep']],
    top: '(store|[a-z]+-store|[a-z]+-projection)[.]ts$',
  },
  {
    name: 'conformance',
    folder: '^packages/store-conformance/src/',
    floors: [['clauses'], ['index-clauses', 'checkpoint-clauses'], ['model']],
    top: '((index-|checkpoint-)?checks|(store|index|checkpoint)-conformance)[.]ts$',
  },
  {
    name: 'history-check',
    folder: '^packages/history-check/src/',
    floors: [['verdict'], ['run']],
    top: 'index[.]ts$',
  },
  { name: 'receiver', folder: '^packages/receiver/src/', floors: [['node']], top: 'index[.]ts$' },
]

/** What each room may not see: its neighbours of the same floor, the rooms above, and the files on top. */
export const floorRules = houses.flatMap(({ name, folder, floors, top }) =>
  floors.flatMap((floor, height) =>
    floor.map((room) => {
      const others = [...floor.filter((other) => other !== room), ...floors.slice(height + 1).flat()]
      const above = [...others.map((other) => `${other}/`), ...(top === undefined ? [] : [top])]
      /** @type {IRegularForbiddenRuleType} */
      const rule = {
        name: `${name}/${room}`,
        comment: 'a room sees those below it: proofs/layers/floors.js',
        severity: 'error',
        from: { path: `${folder}${room}/` },
        to: { path: `${folder}(${above.join('|')})` },
      }
      return rule
    }),
  ),
)

/** The rooms of a package that stand on no floors among themselves; the rules name what each may see. */
const single = ['failure', 'store', 'membership', 'webhook', 'ledger', 'transfer', 'testing'].map(
  (room) => `${core}${room}$`,
)

const named = [...single, ...houses.flatMap(({ folder, floors }) => [`${folder}(${floors.flat().join('|')})$`])].map(
  (pattern) => new RegExp(pattern),
)

/**
 * Whether a rule knows this folder of sources. What is generated belongs to the room that it stands in.
 * @param {string} folder such as `packages/core/src/ledger/log`
 */
export const isNamed = (folder) =>
  /^packages\/[^/]+\/src$/.test(folder) ||
  named.some((room) => room.test(folder.replace(/\/generated$/, '')) || room.test(folder))
