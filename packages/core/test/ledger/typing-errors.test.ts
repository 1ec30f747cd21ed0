import { type Ledger, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { body, key } from './deliveries.js'
import { ledgerOver } from './ledgers.js'

/** What people type, in the calls of a host in plain JavaScript. */
type Untyped = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>

const wrongIds = ['50191', NaN, 0, -1, 1.5, null, undefined, 2 ** 53, {}]
const wrongTimes = [NaN, '2026-01-01', new Date(0), 1.5, 1_700_000_000, 1_700_000_000_000_000, null]
const keyed = ['membership', 'events', 'timeline', 'explain'] as const

const { ledger } = ledgerOver(memoryStore())
const untyped = ledger as unknown as Untyped
const call = (name: string, ...given: readonly unknown[]): Promise<unknown> =>
  untyped[name]?.(...given) ?? expect.fail(`no call ${name}`)

const refused = (argument: string): object => ({ _tag: 'Left', left: { _tag: 'InvalidArgument', argument } })

describe('a typing error is no answer about people:', () => {
  test.each(keyed)('%s refuses ids that are none, and times that are none', async (name) => {
    await orThrow(ledger.ingest(body()))
    const rest = name === 'explain' ? ['link'] : []
    for (const field of Object.keys(key))
      for (const wrong of wrongIds)
        expect(await call(name, { ...key, [field]: wrong }, ...rest)).toMatchObject(refused(`key.${field}`))
    for (const wrong of [undefined, null, 'key', 7])
      expect(await call(name, wrong, ...rest)).toMatchObject(refused('key'))
    for (const wrong of wrongTimes) {
      expect(await call(name, key, ...rest, { asOf: wrong })).toMatchObject(refused('asOf'))
      expect(await call(name, key, ...rest, { knownAt: { recordedBy: wrong } })).toMatchObject({ _tag: 'Left' })
    }
    expect(await call(name, key, ...rest, { asof: 5 })).toMatchObject(refused('asof'))
    expect(await call(name, key, ...rest, { knownAt: 5 })).toMatchObject(refused('knownAt'))
    expect(await call(name, key, ...rest, { knownAt: {} })).toMatchObject(refused('knownAt'))
    expect(await call(name, key, ...rest, { asOf: undefined, knownAt: undefined })).toMatchObject({ _tag: 'Right' })
  })

  test('explain names the fields that there are', async () => {
    for (const wrong of ['status', 'Link', undefined, 7])
      expect(await call('explain', key, wrong)).toMatchObject({
        left: { argument: 'field', expected: expect.stringContaining('membershipNumber') as string },
      })
  })

  test.each(['memberships', 'count'])(
    '%s refuses unknown filters and options, and names the known ones',
    async (name) => {
      const { orgId } = key
      expect(await call(name, { orgId, lnik: 'active' })).toMatchObject({
        left: { argument: 'query.lnik', expected: expect.stringContaining('link') as string },
      })
      expect(await call(name, { orgId, link: 'ended' })).toMatchObject(refused('link'))
      expect(await call(name, { orgId, customerId: '7' })).toMatchObject(refused('customerId'))
      expect(await call(name, { orgId: '50191' })).toMatchObject(refused('orgId'))
      expect(await call(name, { orgId }, { maxWait: 5 })).toMatchObject(refused('maxWait'))
      expect(await call(name)).toMatchObject(refused('query'))
      expect(await call(name, { orgId, customerId: undefined })).toMatchObject({ _tag: 'Right' })
    },
  )

  test('eachMembership, replay, catchUp, forgotten and forget refuse the same', async () => {
    const each = async (): Promise<void> => {
      for await (const _ of ledger.eachMembership({ orgId: 1, lnik: 'active' } as never)) expect.fail()
    }
    await expect(each()).rejects.toMatchObject({ error: { argument: 'query.lnik' } })
    const projection = { initial: 0, evolve: (n: number) => n }
    for (const wrong of wrongIds) {
      expect(await call('replay', wrong, projection)).toMatchObject(refused('orgId'))
      expect(await call('catchUp', wrong)).toMatchObject(refused('orgId'))
      expect(await call('forgotten', { orgId: wrong })).toMatchObject(refused('of.orgId'))
      expect(await call('forget', { ...key, customerId: wrong })).toMatchObject(refused('person.customerId'))
    }
    expect(await call('replay', 1, { initial: 0 })).toMatchObject(refused('projection'))
    expect(await call('replay', 1, projection, { personal: 'no' })).toMatchObject(refused('personal'))
    expect(await call('forgotten')).toMatchObject(refused('of'))
  })

  test('keys and queries are copied before anything is awaited', async () => {
    await orThrow(ledger.ingest(body()))
    const [of, query] = [{ ...key }, { orgId: key.orgId }]
    const answers: readonly [ReturnType<Ledger['membership']>, ReturnType<Ledger['memberships']>] = [
      ledger.membership(of),
      ledger.memberships(query),
    ]
    of.customerId = 1
    query.orgId = 1
    expect((await orThrow(answers[0])).periods).toHaveLength(1)
    expect((await orThrow(answers[1])).items).toHaveLength(1)
  })
})

test('standing refuses what is no membership and what is no time', async () => {
  const membership = await orThrow(ledger.membership(key))
  const standing = ledger.standing as unknown as (...given: readonly unknown[]) => unknown
  const failure = (argument: string): unknown =>
    expect.objectContaining({ error: expect.objectContaining({ _tag: 'InvalidArgument', argument }) as unknown })
  const wrong = [undefined, null, key, {}, { ...membership, key: { orgId: 1 } }, { ...membership, periods: {} }, 'text']
  for (const given of wrong) expect(() => standing(given)).toThrow(failure('membership'))
  for (const time of [...wrongTimes.filter((given) => given !== null), new Date()])
    expect(() => standing(membership, time)).toThrow(failure('now'))
  expect(standing(JSON.parse(JSON.stringify(membership)))).toMatchObject({ link: 'active' })
})
