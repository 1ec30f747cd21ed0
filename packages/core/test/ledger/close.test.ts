import { type Ledger, orThrow } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { body, key, numbered } from './deliveries.js'
import { soon } from './hooks/hearings.js'
import { ledgerOver } from './ledgers.js'
import { headOf, denseStoreKinds, withAppend } from './stores.js'

const laterCalls: Readonly<Record<string, (ledger: Ledger) => Promise<unknown>>> = {
  ingest: (ledger) => ledger.ingest(body()),
  ingestMany: (ledger) => ledger.ingestMany([]),
  membership: (ledger) => ledger.membership(key),
  events: (ledger) => ledger.events(key),
  timeline: (ledger) => ledger.timeline(key),
  explain: (ledger) => ledger.explain(key, 'link'),
  organisations: (ledger) => ledger.organisations(),
  replay: (ledger) => ledger.replay(1, { initial: 0, evolve: (n) => n }),
  list: (ledger) => ledger.quarantine.list(),
  show: (ledger) => ledger.quarantine.show('x'),
  redrive: (ledger) => ledger.quarantine.redrive('x'),
  redriveAll: (ledger) => ledger.quarantine.redriveAll(),
  discard: (ledger) => ledger.quarantine.discard('x'),
}

describe.each(denseStoreKinds)('close over $name', ({ open }) => {
  test('settles every accepted call, and refuses later ones', async () => {
    const store = withAppend(open(), async (pass) => {
      await soon(20)
      return pass()
    })
    const { ledger } = ledgerOver(store)
    const settled: unknown[] = []
    void ledger.ingest(numbered(1)).then((answer) => settled.push(answer))
    void ledger.ingestMany([numbered(2), numbered(3)]).then((answer) => settled.push(answer))
    await ledger.close()
    expect(settled).toMatchObject([{ right: { _tag: 'Recorded' } }, { right: { recorded: 2 } }])
    for (const [name, call] of Object.entries(laterCalls))
      expect(await call(ledger), name).toEqual({ _tag: 'Left', left: { _tag: 'StoreClosed', retryable: false } })
    const each = async (): Promise<void> => {
      for await (const _ of ledger.eachMembership({ orgId: 1 })) expect.fail()
    }
    await expect(each()).rejects.toMatchObject({ error: { _tag: 'StoreClosed' } })
  })

  test('leaves the store open', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(body()))
    await ledger.close()
    expect(await headOf(store, '50191')).toBe(1)
    expect(await orThrow(ledgerOver(store).ledger.ingest(body()))).toMatchObject({ _tag: 'Duplicate' })
  })

  test.each([NaN, -1, '10' as unknown as number])('for %s ms is refused by name', async (timeoutMs) => {
    const { ledger } = ledgerOver(open())
    await expect(ledger.close({ timeoutMs })).rejects.toMatchObject({ error: { argument: 'timeoutMs' } })
    expect(await orThrow(ledger.ingest(body()))).toMatchObject({ _tag: 'Recorded' })
  })

  test('lets listeners finish', async () => {
    const { ledger } = ledgerOver(open())
    const done: string[] = []
    ledger.on('linked', async () => {
      await soon(30)
      done.push('linked')
    })
    await orThrow(ledger.ingest(body()))
    await ledger.close()
    expect(done).toEqual(['linked'])
  })

  test('waits no longer than it is told for a listener that never settles', async () => {
    const { ledger } = ledgerOver(open())
    ledger.on('recorded', () => new Promise(() => {}))
    await orThrow(ledger.ingest(body()))
    const closing = ledger.close({ timeoutMs: 30 })
    expect(await Promise.race([closing.then(() => 'closed'), soon(5).then(() => 'waiting')])).toBe('waiting')
    await closing
  })

  test('waits no longer than it is told for a store that never answers', async () => {
    const { ledger } = ledgerOver(withAppend(open(), () => new Promise(() => {})))
    const answers: unknown[] = []
    void ledger.ingest(body()).then((answer) => answers.push(answer))
    await ledger.close({ timeoutMs: 20 })
    expect(answers).toEqual([])
  })

  test('may be called twice, and by `await using`', async () => {
    const { ledger } = ledgerOver(open())
    await Promise.all([ledger.close(), ledger.close()])
    const other = ledgerOver(open()).ledger
    await other[Symbol.asyncDispose]()
    expect(await other.ingest(body())).toMatchObject({ left: { _tag: 'StoreClosed' } })
  })
})
