import { orThrow, type RedriveSummary } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, key, now, numbered } from '../deliveries.js'
import { hearChanges } from '../hooks/hearings.js'
import { entriesOf, ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { headOf, storeKinds } from '../stores.js'

const idOf = (text: string): string => entryId(new TextEncoder().encode(text))
const day = 86_400_000
const early = (id: number): string => numbered(id, { createdAt: now + 2 * day })

describe.each(storeKinds)('redrive over $name', ({ open }) => {
  test('leaves open what still cannot be read, and says why', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(broken()))
    const outcome = await orThrow(ledger.quarantine.redrive(idOf(broken())))
    expect(outcome).toMatchObject({ _tag: 'StillQuarantined', reason: 'undecodable', issues: [{ kind: 'malformed' }] })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'open', deliveries: 1 }])
  })

  test('records what the clock has made legal, tells its hooks, and drops the body', async () => {
    let time = now
    const store = open({ clock: () => time })
    const { ledger } = ledgerOver(store, { clock: () => time })
    const { names } = hearChanges(ledger)
    await orThrow(ledger.ingest(early(1)))
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'open', issues: [{ path: 'createdAt' }] }])
    time += day
    const outcome = await orThrow(ledger.quarantine.redrive(idOf(early(1))))
    const position = await headOf(store, '50191')
    expect(outcome).toEqual({ _tag: 'Redriven', orgId: key.orgId, position, duplicate: false })
    expect(await orThrow(ledger.events(key))).toMatchObject([{ event: { eventId: 'e-1' }, recordedAt: now + day }])
    const shown = await orThrow(ledger.quarantine.show(idOf(early(1))))
    const redriven = { tenant: '50191', position }
    expect(shown?.entry).toMatchObject({ status: 'redriven', redriven, receivedAt: now })
    expect(shown).not.toHaveProperty('body')
    expect(new TextDecoder().decode(await orThrow(store.body('50191', position)))).toBe(early(1))
    expect(await orThrow(ledger.quarantine.redrive(idOf(early(1))))).toEqual({ _tag: 'NoSuchEntry' })
    await ledger.close()
    expect(names).toEqual([`linked ${position}`])
  })

  test('records what other options let in', async () => {
    const store = open()
    const strict = ledgerOver(store, { allowedOrgs: [1], limits: { maxBytes: 10_000 } }).ledger
    const large = numbered(2, { orgId: 1 }).padEnd(20_000)
    expect((await ingestAll(strict, [body(), large])).map(wordFor)).toEqual([
      'Quarantined foreign-org',
      'Quarantined too-large',
    ])
    expect(await orThrow(strict.quarantine.redrive(idOf(body())))).toMatchObject({ reason: 'foreign-org' })
    expect(await orThrow(strict.quarantine.redrive(idOf(large)))).toMatchObject({ reason: 'too-large' })
    const { ledger } = ledgerOver(store)
    expect(await orThrow(ledger.quarantine.redriveAll())).toEqual({ tried: 2, redriven: 2, stillQuarantined: 0 })
    expect(await orThrow(ledger.organisations())).toEqual([1, 50191])
  })

  test('a mismatch stays one until it is given an id of its own', async () => {
    const { ledger } = ledgerOver(open())
    const other = body({ data: { partnerProgramName: 'Riders' } })
    await ingestAll(ledger, [body(), other])
    expect(await orThrow(ledger.quarantine.redrive(idOf(other)))).toEqual({
      _tag: 'StillQuarantined',
      reason: 'mismatch',
      issues: [],
    })
    const outcome = await orThrow(ledger.quarantine.redrive(idOf(other), { eventId: 'e-1b' }))
    expect(outcome).toMatchObject({ _tag: 'Redriven', duplicate: false })
    expect((await orThrow(ledger.membership(key))).program.name).toBe('Riders')
    expect((await ingestAll(ledger, [other])).map(wordFor)).toEqual(['Quarantined mismatch'])
    expect(await orThrow(ledger.events(key))).toHaveLength(2)
  })

  test.each(['', ' e', 'a\nb', 'x'.repeat(256), '\ud800', 7 as unknown as string])(
    'an id that no event could have is refused: %j',
    async (eventId) => {
      const { ledger } = ledgerOver(open())
      const other = body({ data: { partnerProgramName: 'Riders' } })
      await ingestAll(ledger, [body(), other])
      const answer = await ledger.quarantine.redrive(idOf(other), { eventId })
      expect(answer).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'eventId' } })
      expect(await entriesOf(ledger)).toMatchObject([{ status: 'open' }])
    },
  )

  test('a body whose fact came by another delivery is a duplicate, and ends', async () => {
    const store = open()
    const foreign = ledgerOver(store, { allowedOrgs: [1] }).ledger
    await ingestAll(foreign, [body()])
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [`${body()} `])
    expect(await orThrow(ledger.quarantine.redrive(idOf(body())))).toMatchObject({ duplicate: true })
    expect(await entriesOf(ledger)).toMatchObject([{ status: 'redriven' }])
  })

  test('of all goes by age, with progress, and leaves what it cannot read', async () => {
    let time = now
    const { ledger } = ledgerOver(open(), { clock: () => time })
    await ingestAll(ledger, [early(1), broken(), early(2), broken('x')])
    await orThrow(ledger.quarantine.discard(idOf(broken('x'))))
    time += day
    const progress: RedriveSummary[] = []
    const summary = await orThrow(
      ledger.quarantine.redriveAll({ onProgress: (reached) => void progress.push(reached) }),
    )
    expect(summary).toEqual({ tried: 3, redriven: 2, stillQuarantined: 1 })
    expect(progress).toEqual([
      { tried: 1, redriven: 1, stillQuarantined: 0 },
      { tried: 2, redriven: 1, stillQuarantined: 1 },
      summary,
    ])
    expect((await orThrow(ledger.events(key))).map(({ event }) => event.eventId)).toEqual(['e-1', 'e-2'])
  })

  test('of all ends between two entries when it is aborted, and goes on where it ended', async () => {
    let time = now
    const { ledger } = ledgerOver(open(), { clock: () => time })
    await ingestAll(ledger, [early(1), early(2), early(3)])
    time += day
    const stop = new AbortController()
    const aborted = await orThrow(
      ledger.quarantine.redriveAll({
        signal: stop.signal,
        onProgress: () => {
          stop.abort()
        },
      }),
    )
    expect(aborted).toEqual({ tried: 1, redriven: 1, stillQuarantined: 0 })
    expect(await orThrow(ledger.quarantine.redriveAll())).toEqual({ tried: 2, redriven: 2, stillQuarantined: 0 })
  })
})
