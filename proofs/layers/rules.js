import { floorRules } from './floors.js'

/** @import { IRegularForbiddenRuleType } from 'dependency-cruiser' */

const anyPackage = '^packages/'
const core = '^packages/core/src'
const failure = `${core}/failure/`
const store = `${core}/store/`
const membership = `${core}/membership/`
const webhook = `${core}/webhook/`
const ledger = `${core}/ledger/`
const transfer = `${core}/transfer/`
const testing = `${core}/testing/`
const model = '^packages/store-conformance/src/model/'
const history = '^packages/history-check/src/'
const hooks = '^packages/core/src/ledger/hooks/hooks[.]ts$'
const projections = '^packages/(store-[^/]+)/src/[a-z]+-projection[.]ts$'
const entry = '^packages/[^/]+/src/(index|(store|membership|webhook|transfer|testing|model|node)/index)[.]ts$'
const effects = '(^|/)fp-ts/lib/(.*Task|.*IO|Reader|State|Random|Console|Date|Store|Traced)'

/**
 * @param {string} packageName
 * @returns {string} a pattern that this npm package's files match, and its name where it is not installed
 */
const npm = (packageName) => `(^|/)${packageName}(/|$)`

/**
 * @param {string} name
 * @param {string} comment
 * @param {IRegularForbiddenRuleType['from']} from
 * @param {IRegularForbiddenRuleType['to']} to
 * @returns {IRegularForbiddenRuleType}
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** Which room may know which. A module is named by its source, also where it is imported by its package's name. */
export const layerRules = [
  forbid(
    'failure-imports-nothing',
    'core/failure is at the bottom: itself, nothing else',
    { path: failure },
    { pathNot: failure },
  ),
  forbid(
    'store-knows-failures',
    'core/store sees core/failure and fp-ts, nothing else',
    { path: store },
    { pathNot: [store, failure, npm('fp-ts')] },
  ),
  forbid(
    'membership-knows-failures',
    'core/membership sees core/failure and fp-ts, nothing else',
    { path: membership },
    { pathNot: [membership, failure, npm('fp-ts')] },
  ),
  forbid('membership-is-pure', 'no effect in the domain', { path: membership }, { path: effects }),
  forbid(
    'webhook-knows-membership',
    'core/webhook sees core/membership and core/failure, no other room',
    { path: webhook },
    { path: anyPackage, pathNot: [webhook, membership, failure] },
  ),
  forbid(
    'ledger-knows-core',
    'core/ledger sees the rooms below it, and no store but the port',
    { path: ledger },
    { path: anyPackage, pathNot: [ledger, webhook, membership, store, failure] },
  ),
  forbid(
    'transfer-knows-core',
    'core/transfer sees the rooms below it, and no store but the port',
    { path: transfer },
    { path: anyPackage, pathNot: [transfer, ledger, webhook, membership, store, failure] },
  ),
  forbid(
    'testing-knows-events',
    'core/testing sees core/membership, core/webhook and core/failure',
    { path: testing },
    { path: anyPackage, pathNot: [testing, membership, webhook, failure] },
  ),
  forbid(
    'test-tools-stay-out',
    'no entry of core carries its test tools',
    { path: core, pathNot: testing },
    { path: testing },
  ),
  forbid(
    'core-dependencies',
    'core runs on fp-ts, io-ts and eventemitter3',
    { path: core },
    {
      pathNot: [anyPackage, '^[.]', '^node:', ...['fp-ts', 'io-ts', 'eventemitter3', 'fast-check'].map(npm)],
      dependencyTypesNot: ['core'],
    },
  ),
  forbid(
    'model-stays-out',
    'the suite runs without fast-check',
    { path: '^packages/store-conformance/src/', pathNot: model },
    { path: model },
  ),
  forbid(
    'history-sees-the-front-door',
    'histories are made of ledgers, as a host makes them',
    { path: history },
    { path: anyPackage, pathNot: [history, `${core}/(store/)?index[.]ts$`] },
  ),
  forbid(
    'history-runs-on-node',
    'histories run over any store, on core and Node alone',
    { path: history },
    { pathNot: [anyPackage, '^[.]', '^node:'], dependencyTypesNot: ['core'] },
  ),
  forbid(
    'verdict-is-pure',
    'a history is judged by its records, whoever made them',
    { path: `${history}(verdict/|history[.]ts$|record[.]ts$)` },
    { pathNot: [`${history}(verdict/|history[.]ts$|record[.]ts$)`, `${core}/store/index[.]ts$`] },
  ),
  forbid('no-sql-in-core', 'SQL is a store package', { path: core }, { path: '^node:sqlite$|^sqlite$' }),
  forbid(
    'io-ts-in-webhook-only',
    'types of payloads end at core/webhook',
    { path: '^(packages|examples|proofs)/', pathNot: [webhook, '/test/'] },
    { path: npm('io-ts') },
  ),
  forbid(
    'eventemitter3-in-hooks-only',
    'core/ledger/hooks isolates the listeners',
    { path: '^packages/[^/]+/src/', pathNot: hooks },
    { path: npm('eventemitter3') },
  ),
  forbid(
    'fast-check-in-testing-only',
    'fast-check is an optional peer',
    { path: '^packages/[^/]+/src/', pathNot: [testing, model] },
    { path: npm('fast-check') },
  ),
  forbid(
    'stores-import-the-port',
    'a store package, and conformance, see core/store and no more',
    { path: '^packages/(store-[^/]+)/src/', pathNot: projections },
    { path: anyPackage, pathNot: ['^packages/$1/', `${core}/store/index[.]ts$`] },
  ),
  forbid(
    'projections-know-types-alone',
    "a store's projection sees core/store, and of the front door the type of a delivery: a store runs without a ledger",
    { path: projections },
    { path: anyPackage, pathNot: ['^packages/$1/', `${core}/store/index[.]ts$`], dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'receiver-knows-the-front-door',
    'the receiver sees the front door of core, and its own files',
    { path: '^packages/receiver/src/' },
    { path: anyPackage, pathNot: ['^packages/receiver/', `${core}/index[.]ts$`] },
  ),
  forbid(
    'receiver-serves-anybody',
    'the receiver runs on web standards and digests, and in its node room on node:http, node:http2 and timers: no framework, no store',
    { path: '^packages/receiver/src/' },
    { pathNot: [anyPackage, '^(node:)?(crypto|http2?|timers)$'] },
  ),
  forbid(
    'node-http-in-the-node-room',
    'the receiver itself knows web-standard requests alone',
    { path: '^packages/receiver/src/', pathNot: '^packages/receiver/src/node/' },
    { path: ['^(node:)?(http2?|timers)$', '^packages/receiver/src/node/'] },
  ),
  forbid(
    'no-index-inside-a-package',
    'an index is for other packages',
    { path: '^packages/([^/]+)/src/' },
    { path: '^packages/$1/.*/index[.]ts$' },
  ),
  forbid(
    'packages-have-entries',
    'of another package only its entries are seen',
    { path: '^(?:packages|examples|proofs|tools)/([^/]+)/' },
    { path: anyPackage, pathNot: ['^packages/$1/', entry] },
  ),
  forbid(
    'entries-by-name',
    'another package is imported by its name, not by a path',
    { path: '^(?:packages|examples|proofs|tools)/([^/]+)/' },
    { path: anyPackage, pathNot: '^packages/$1/', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
  ),
  forbid(
    'source-knows-no-tests',
    'source sees no test, example, proof or tool',
    { path: '^packages/[^/]+/src/' },
    { path: '^packages/[^/]+/test/|^(examples|proofs|tools)/' },
  ),
  ...floorRules,
  forbid('no-rings', 'no file imports itself by way of others', {}, { circular: true }),
  forbid('imports-resolve', 'a module that is not found is not checked', {}, { couldNotResolve: true }),
]
