import { inspect } from 'node:util'

import { type Ledger, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { delivery, key, now } from './deliveries.js'
import { soon } from './hooks/hearings.js'
import { ledgerOver } from './ledgers.js'
import { everyStoreError, failingStore, rejectingStore, storeKinds } from './stores.js'

const mark = 'ZQX7CANARY'
let marks = 0
const marked = (): string => `${mark}${(marks += 1)}`

/** A delivery with another mark in every personal field. LoggedEvent and Change carry it by design: they are handed to the host. */
const personal = (root: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> =>
  delivery({
    root,
    details: { membershipNumber: marked() },
    customer: {
      firstName: marked(),
      lastName: marked(),
      loyaltyType: marked(),
      instore: {
        mobile: marked(),
        email: marked(),
        externalId: marked(),
        cardnumber: marked(),
        cardexternalid: marked(),
        cardNumbers: [marked(), marked()],
      },
      line: {
        accounts: [{ accountId: marked(), identifiers: [{ identifierType: marked(), identifierValue: marked() }] }],
      },
    },
  })

/** Every form in which something is printed. */
const printed = (output: unknown): string =>
  [
    JSON.stringify(output) ?? '',
    inspect(output, { depth: null, showHidden: true, getters: true }),
    String(output),
    ...(output instanceof Error ? [output.message, output.stack ?? '', printed(output.cause)] : []),
  ].join('\n')

const hits = (outputs: readonly unknown[]): readonly string[] =>
  outputs.map(printed).filter((text) => text.includes(mark))

/** The value at each path of a delivery replaced by what carries a mark; the event id aside, which receipts name. */
function* replaced(value: unknown): Generator {
  yield* [marked(), [marked()], { x: marked() }, [[{ x: [marked()] }]], { x: 1, customerId: marked() }]
  if (typeof value !== 'object' || value === null) return
  for (const [name, field] of Object.entries(value))
    if (name !== 'eventId')
      for (const other of replaced(field))
        yield Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other }
}

/** Everything that the ledger says while it meets the body: answers, entries, hooks, log, thrown errors. */
const outputsOf = async (
  open: () => Parameters<typeof ledgerOver>[0],
  bodies: readonly string[],
): Promise<readonly unknown[]> => {
  const { ledger, log } = ledgerOver(open())
  const outputs: unknown[] = []
  ledger.on('recorded', (receipt) => void outputs.push(receipt))
  ledger.on('quarantined', (receipt) => void outputs.push(receipt))
  ledger.on('error', (failure) => void outputs.push(failure))
  ledger.on('expired', (expired) => void outputs.push(expired))
  ledger.on('forgotten', (forgotten) => void outputs.push(forgotten))
  ledger.on('linked', () => Promise.reject(new Error('of the host')))
  for (const body of bodies) outputs.push(await ledger.ingest(body), await ledger.ingest(body))
  outputs.push(await ledger.ingestMany(bodies, { onReceipt: (receipt) => void outputs.push(receipt) }))
  outputs.push(...(await deskOf(ledger)))
  outputs.push(await orThrow(ledger.membership(key)).catch((error: unknown) => error))
  await soon()
  outputs.push(await ledger.expireDue(now * 2))
  await ledger.close()
  outputs.push(await orThrow(ledger.ingest(bodies[0] ?? '')).catch((error: unknown) => error), ...log)
  return outputs.filter((output) => !carriesMembership(output))
}

/** A Membership is handed to the host, and has the membership number. */
const carriesMembership = (output: unknown): boolean =>
  typeof output === 'object' && output !== null && 'periods' in output

/** What the quarantine says of its entries, the bodies aside. */
const deskOf = async (ledger: Ledger): Promise<readonly unknown[]> => {
  const list = await ledger.quarantine.list()
  const entries = list._tag === 'Left' ? [] : list.right.items
  const outputs: unknown[] = [list, await ledger.quarantine.redriveAll()]
  for (const { id } of entries) {
    const shown = await ledger.quarantine.show(id)
    outputs.push(await ledger.quarantine.redrive(id), shown._tag === 'Left' ? shown : shown.right?.entry)
    outputs.push(await ledger.quarantine.discard(id), await orThrow(ledger.quarantine.redrive('none')))
  }
  return outputs
}

const whole = (root?: Readonly<Record<string, unknown>>): string => JSON.stringify(personal(root))

describe.each(storeKinds)('no personal value is printed over $name', ({ open }) => {
  test('by facts, duplicates, mismatches and bodies that are kept apart', { tags: 'fault:canary' }, async () => {
    const bodies = [
      whole(),
      whole({ orgId: 7, eventId: undefined }),
      whole({ createdAt: 5 }),
      whole({ createdAt: now * 2, eventId: 'early' }),
      whole({ eventName: 'pointsAdded' }),
      whole({ orgId: 'x', createdAt: null }),
      whole().slice(0, -1),
      `${whole()}${whole()}`,
      whole().replace('"instore"', '"__proto__"'),
      JSON.stringify([personal()]),
      JSON.stringify({ attributes: personal(), ...personal({ orgId: 8 }) }),
      whole().padEnd(262_145),
      whole().padEnd(1_048_577),
    ]
    const outputs = await outputsOf(open, bodies)
    expect(outputs.length).toBeGreaterThan(80)
    expect(hits(outputs)).toEqual([])
    figures({ rounds: bodies.length, outputs: outputs.length, hits: 0 })
  })
})

test('no personal value is printed by any store error, thrown or answered', { tags: 'fault:canary' }, async () => {
  for (const error of everyStoreError)
    expect(hits(await outputsOf(() => failingStore(memoryStore(), error), [whole(), '{']).catch(thrown))).toEqual([])
  expect(hits(await outputsOf(() => rejectingStore(memoryStore()), [whole(), '{']).catch(thrown))).toEqual([])
})

/** The same delivery in the other envelope. */
const wrappedAgain = (given: unknown): unknown => {
  if (typeof given !== 'object' || given === null || !('eventName' in given)) return given
  const { eventName, ...attributes } = given
  return { eventId: 'e-1', eventType: eventName, timeStamp: now, attributes }
}

test.each(storeKinds)(
  'no value at all is printed, wherever in a delivery it stands, over $name',
  { tags: 'fault:canary' },
  async ({ open }) => {
    const flat = [...replaced(personal())]
    const bodies = [...flat, ...flat.map(wrappedAgain)].map((body) => JSON.stringify(body))
    expect(bodies.length).toBeGreaterThan(300)
    const { ledger, log } = ledgerOver(open())
    const outputs: unknown[] = []
    for (const body of bodies) outputs.push(await ledger.ingest(body))
    // The name of an unknown event is logged where it is a plain word, so that the host learns which ones it gets.
    outputs.push(await ledger.quarantine.list({ limit: 10_000 }), ...log.filter(({ code }) => code !== 'unknown-event'))
    expect(hits(outputs)).toEqual([])
    figures({ rounds: bodies.length, outputs: outputs.length, hits: 0 })
  },
)

test(
  'a value that is printed would be found: in an event, in a message of V8, in a cause',
  { tags: 'twin:canary' },
  async () => {
    const { ledger } = ledgerOver(memoryStore())
    await orThrow(ledger.ingest(whole()))
    const events = await orThrow(ledger.events(key))
    expect(hits([events])).toHaveLength(1)
    expect(hits([thrownBy(() => JSON.parse(`{"a":${mark}`) as unknown)])).toHaveLength(1)
    expect(
      hits([new Error('hidden', { cause: new Error(mark) }), { toJSON: () => ({}), [Symbol('x')]: mark }]),
    ).toHaveLength(2)
  },
)

const thrown = (error: unknown): readonly unknown[] => [error]

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}
