import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { floorRules } from './floors.js'
import { planted as house, razed } from './planted-house.js'
import { readLayers } from './read-layers.js'
import { layerRules } from './rules.js'

afterAll(razed)

const uses = (...modules: string[]): string => modules.map((module) => `import '${module}'\n`).join('')

const npmStubs: Readonly<Record<string, string>> = {
  'node_modules/fp-ts/lib/Either.js': 'export {}',
  'node_modules/fp-ts/lib/TaskEither.js': 'export {}',
  'node_modules/io-ts/lib/index.js': 'export {}',
  'node_modules/eventemitter3/index.js': 'export {}',
  'node_modules/fast-check/index.js': 'export {}',
  'node_modules/better-sqlite3/index.js': 'export {}',
  'node_modules/pg/index.js': 'export {}',
}

const sound = {
  ...npmStubs,
  'packages/core/src/index.ts': uses('./ledger/ingest.js', './store/event.js'),
  'packages/core/src/failure/store-error.ts': 'export interface StoreError {}\n',
  'packages/core/src/store/index.ts': `export type { Event } from './event.js'\nexport type {} from '../failure/store-error.js'\n`,
  'packages/core/src/store/event.ts': `import type {} from 'fp-ts/lib/Either.js'\nexport interface Event {}\n`,
  'packages/core/src/membership/fold.ts': uses('fp-ts/lib/Either.js'),
  'packages/core/src/webhook/decode.ts': uses('io-ts/lib/index.js', '../membership/fold.js', 'node:crypto'),
  'packages/core/src/ledger/hooks/hooks.ts': uses('eventemitter3'),
  'packages/core/src/ledger/ingest.ts': uses('./hooks/hooks.js', '../webhook/decode.js', '../store/event.js'),
  'packages/core/src/transfer/copy-log.ts': uses('../ledger/ingest.js', '../store/event.js'),
  'packages/core/src/testing/index.ts': uses('./events.js'),
  'packages/core/src/testing/events.ts': uses('fast-check', '../membership/fold.js', '../webhook/decode.js'),
  'packages/core/test/fold.test.ts': uses('../src/membership/fold.js', 'fast-check', '@partner-ledger/core/testing'),
  'packages/store-memory/src/index.ts': uses('./memory-store.js'),
  'packages/store-memory/src/memory-store.ts': uses('@partner-ledger/core/store'),
  'packages/store-sqlite/src/index.ts': uses('better-sqlite3', '@partner-ledger/core/store'),
  'packages/store-pg/src/index.ts': uses('./pg-projection.js'),
  'packages/store-pg/src/pg-projection.ts': `import type {} from '@partner-ledger/core'\nimport '@partner-ledger/core/store'\n`,
  'packages/store-conformance/src/index.ts': uses('@partner-ledger/core/store'),
  'packages/store-conformance/src/model/index.ts': uses('fast-check', '@partner-ledger/core/store'),
  'packages/history-check/src/index.ts': uses('./run/run-job.js'),
  'packages/history-check/src/run/run-job.ts': uses('@partner-ledger/core', 'node:fs', '../verdict/check.js'),
  'packages/history-check/src/verdict/check.ts': uses('@partner-ledger/core/store'),
  'packages/receiver/src/index.ts': uses('./webhook-handler.js'),
  'packages/receiver/src/webhook-handler.ts': uses('@partner-ledger/core', 'node:crypto'),
  'packages/receiver/src/node/index.ts': uses('./node-listener.js'),
  'packages/receiver/src/node/node-listener.ts': uses('../webhook-handler.js', 'node:http'),
  'examples/mount-in-hono/main.ts': uses('@partner-ledger/receiver/node'),
  'examples/fold-webhooks/main.ts': uses('@partner-ledger/core', '@partner-ledger/store-memory'),
  'proofs/bench/append.ts': uses('@partner-ledger/core/testing', '@partner-ledger/store-sqlite'),
}

const [failure, store, membership, webhook, ledger, transfer, testing] = [
  'failure',
  'store',
  'membership',
  'webhook',
  'ledger',
  'transfer',
  'testing',
].map((room) => `packages/core/src/${room}`)

const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['failure-imports-nothing', `${failure}/stored.ts`, `import type {} from '../store/event.js'\n`],
  ['failure-imports-nothing', `${failure}/effect.ts`, uses('fp-ts/lib/Either.js')],
  ['store-knows-failures', `${store}/domain.ts`, `import type {} from '../membership/fold.js'\n`],
  ['store-knows-failures', `${store}/codec.ts`, uses('io-ts/lib/index.js')],
  ['store-knows-failures', `${store}/emitter.ts`, uses('eventemitter3')],
  ['store-knows-failures', `${store}/disk.ts`, uses('node:fs')],
  ['membership-knows-failures', `${membership}/stored.ts`, `export type { Event } from '../store/event.js'\n`],
  ['membership-knows-failures', `${membership}/disk.ts`, uses('node:fs')],
  ['membership-is-pure', `${membership}/later.ts`, uses('fp-ts/lib/TaskEither.js')],
  ['webhook-knows-membership', `${webhook}/kept.ts`, uses('../store/event.js')],
  ['webhook-knows-membership', `${webhook}/up.ts`, uses('../ledger/hooks/hooks.js')],
  ['ledger-knows-core', `${ledger}/concrete.ts`, uses('@partner-ledger/store-sqlite')],
  ['ledger-knows-core', `${ledger}/made-up.ts`, uses('../testing/events.js')],
  ['ledger-knows-core', `${ledger}/copied.ts`, uses('../transfer/copy-log.js')],
  ['transfer-knows-core', `${transfer}/concrete.ts`, uses('@partner-ledger/store-memory')],
  ['transfer-knows-core', `${transfer}/made-up.ts`, uses('../testing/events.js')],
  ['model-stays-out', 'packages/store-conformance/src/checked.ts', uses('./model/index.js')],
  ['history-sees-the-front-door', 'packages/history-check/src/a.ts', uses('@partner-ledger/core/testing')],
  ['history-sees-the-front-door', 'packages/history-check/src/b.ts', uses('@partner-ledger/store-memory')],
  ['history-sees-the-front-door', 'packages/history-check/src/c.ts', uses('@partner-ledger/store-conformance')],
  ['history-runs-on-node', 'packages/history-check/src/d.ts', uses('fast-check')],
  ['verdict-is-pure', 'packages/history-check/src/verdict/a.ts', uses('../run/run-job.js')],
  ['verdict-is-pure', 'packages/history-check/src/verdict/b.ts', uses('node:fs')],
  ['stores-import-the-port', 'packages/store-conformance/src/runs.ts', uses('@partner-ledger/history-check')],
  ['stores-import-the-port', 'packages/store-conformance/src/front.ts', uses('@partner-ledger/core')],
  ['projections-know-types-alone', 'packages/store-memory/src/memory-projection.ts', uses('@partner-ledger/core')],
  ['testing-knows-events', `${testing}/stored.ts`, uses('../store/event.js')],
  ['test-tools-stay-out', 'packages/core/src/front.ts', uses('./testing/events.js')],
  ['core-dependencies', `${ledger}/sql.ts`, uses('better-sqlite3')],
  ['core-dependencies', `${webhook}/pool.ts`, uses('pg')],
  ['no-sql-in-core', `${ledger}/built-in-sql.ts`, uses('node:sqlite')],
  ['io-ts-in-webhook-only', `${ledger}/codec.ts`, uses('io-ts/lib/index.js')],
  ['eventemitter3-in-hooks-only', `${ledger}/second.ts`, uses('eventemitter3')],
  ['eventemitter3-in-hooks-only', 'packages/store-memory/src/emitter.ts', uses('eventemitter3')],
  ['fast-check-in-testing-only', `${membership}/arbitrary.ts`, uses('fast-check')],
  ['fast-check-in-testing-only', 'packages/store-conformance/src/arbitrary.ts', uses('fast-check')],
  ['stores-import-the-port', 'packages/store-memory/src/front.ts', uses('@partner-ledger/core')],
  ['stores-import-the-port', 'packages/store-sqlite/src/sideways.ts', uses('@partner-ledger/store-memory')],
  ['stores-import-the-port', 'packages/store-conformance/src/made-up.ts', uses('@partner-ledger/core/testing')],
  ['receiver-knows-the-front-door', 'packages/receiver/src/port.ts', uses('@partner-ledger/core/store')],
  ['receiver-knows-the-front-door', 'packages/receiver/src/node/kept.ts', uses('@partner-ledger/store-sqlite')],
  ['receiver-serves-anybody', 'packages/receiver/src/framework.ts', uses('pg')],
  ['receiver-serves-anybody', 'packages/receiver/src/node/disk.ts', uses('node:fs')],
  ['node-http-in-the-node-room', 'packages/receiver/src/served.ts', uses('node:http')],
  ['node-http-in-the-node-room', 'packages/receiver/src/sideways.ts', uses('./node/node-listener.js')],
  ['no-index-inside-a-package', `${ledger}/lazy.ts`, uses('../store/index.js')],
  ['no-index-inside-a-package', `${ledger}/self.ts`, uses('@partner-ledger/core/store')],
  ['packages-have-entries', 'examples/fold-webhooks/deep.ts', uses('../../packages/core/src/membership/fold.js')],
  ['packages-have-entries', 'proofs/bench/deep.ts', uses('../../packages/core/src/membership/fold.js')],
  ['entries-by-name', 'packages/store-memory/src/by-path.ts', uses('../../core/src/store/index.js')],
  ['entries-by-name', 'proofs/bench/by-path.ts', uses('../../packages/core/src/index.js')],
  ['source-knows-no-tests', `${ledger}/tested.ts`, uses('../../test/fold.test.js')],
  ['no-rings', `${membership}/other-half.ts`, `import type {} from './ring.js'\n`],
  ['imports-resolve', `${membership}/lost.ts`, uses('./nowhere.js')],
  ['unread-imports', `${membership}/unseen.ts`, "export const text = `\nimport a from './fold.js'\n`\n"],
]

describe('the layers', () => {
  let broken: string[] = []

  beforeAll(async () => {
    const otherEnd = { [`${membership}/ring.ts`]: uses('./other-half.js') }
    const files = { ...sound, ...otherEnd, ...Object.fromEntries(planted.map(([, file, text]) => [file, text])) }
    const { faults } = await readLayers(house(files))
    broken = faults.map(({ rule, from }) => `${rule} ${from}`)
  })

  it('find nothing in a sound house, and read all of it', async () => {
    const sources = Object.keys(sound).filter((file) => file.endsWith('.ts'))
    expect(await readLayers(house(sound))).toEqual({ modules: sources.length, faults: [] })
  })

  it.each(planted)('report %s of %s', (rule, file) => {
    expect(broken).toContain(`${rule} ${file}`)
  })

  it('blame no file that nothing was planted in, but the folders that the plants put into rings', () => {
    const files = new Set(planted.map(([, file]) => file))
    expect(broken.filter((line) => !files.has(line.split(' ')[1] ?? '') && !line.startsWith('folder-ring '))).toEqual(
      [],
    )
  })

  it('have no rule that no plant breaks', () => {
    const names = [...planted, ...floorRules.map(({ name }) => [name])].map(([rule]) => rule)
    expect(layerRules.filter(({ name }) => !names.includes(name ?? ''))).toEqual([])
  })

  it.each([
    ['an empty tree', {}],
    ['a tree without the domain', { 'packages/core/src/store/event.ts': 'export {}\n' }],
    ['built files alone', { 'packages/core/dist/store/event.ts': 'export {}\n' }],
  ])('are not held by %s', async (_, files) => {
    const { faults } = await readLayers(house(files))
    expect(faults.map(({ rule }) => rule)).toContain('empty-room')
  })
})
