import { orThrow } from '@partner-ledger/core'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { unknownEventIn } from '../../../src/webhook/unknown-event.js'
import { body, broken, numbered } from '../deliveries.js'
import { entriesOf, ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const purchase = (id: number, name = 'transactionAdded'): string =>
  JSON.stringify({ eventName: name, eventId: `p-${id}`, orgId: 50191, data: { customerId: id } })

const { open } = storeKinds[0] ?? expect.fail('no store')

describe('an event of another name', () => {
  test.each([
    ['{"eventName":"transactionAdded"}', 'transactionAdded', false],
    ['{"eventType":"50191_customerAdded"}', 'customerAdded', false],
    ['{"attributes":{"eventName":"x"}}', 'x', false],
    ['{"eventName":"a name"}', '*', false],
    ['{"eventName":"c1@example.com"}', '*', false],
    [`{"eventName":"${'x'.repeat(65)}"}`, '*', false],
    ['{"eventName":"x","data":{"partnerProgramId":3}}', 'x', true],
    ['{"eventName":"x","attributes":{"data":{"programs":[{" partnerProgramId ":3}]}}}', 'x', true],
    ['{"eventName":"x","data":{"partnerProgramId":null}}', 'x', false],
    ['{" eventName ":"x"," attributes ":{"data":{" partnerProgramId ":3}}}', 'x', true],
    ['{"eventName":"x","partnerProgramId":3}', 'x', false],
    ['{"eventName":"newPartnerProgramThing"}', 'newPartnerProgramThing', true],
    ['{"eventName":"PARTNERPROGRAMLINKED"}', 'PARTNERPROGRAMLINKED', true],
  ])(
    'is read as the decoder reads it, where the decoder came no further than the text: %s',
    (text, name, isRelated) => {
      expect(unknownEventIn(JSON.parse(text))).toEqual({ name, isRelated })
    },
  )

  test.each([
    '{"eventName":"partnerProgramLinked"}',
    '{"eventName":"PP_EXPIRY_JOB"}',
    '{"orgId":1}',
    '[]',
    'null',
    '7',
  ])('is none: %s', (text) => {
    expect(unknownEventIn(JSON.parse(text))).toBeUndefined()
  })

  test('that speaks of no partner program is counted and kept nowhere by default', async () => {
    const { ledger, log } = ledgerOver(open())
    const words = []
    for (const text of [purchase(1), purchase(2), purchase(3, 'a@b'), body({ name: 'other' })])
      words.push(wordFor(await orThrow(ledger.ingest(text))))
    expect(words).toEqual(['Ignored', 'Ignored', 'Ignored', 'Quarantined unknown-event'])
    expect(await entriesOf(ledger)).toHaveLength(1)
    expect(ledger.ingestCounters()).toEqual({
      ignored: 3,
      refused: 0,
      discarded: 0,
      unknownEvents: { transactionAdded: 2, '*': 1, other: 1 },
    })
    expect(log.map(({ code, eventName }) => [code, eventName])).toEqual([
      ['unknown-event', 'transactionAdded'],
      ['unknown-event', '*'],
      ['unknown-event', 'other'],
    ])
  })

  test('is counted by its name for 100 names at most', async () => {
    const { ledger, log } = ledgerOver(open())
    await orThrow(ledger.ingestMany(Array.from({ length: 150 }, (_, index) => purchase(index, `name${index}`))))
    const { unknownEvents } = ledger.ingestCounters()
    expect(Object.keys(unknownEvents)).toHaveLength(101)
    expect(unknownEvents['*']).toBe(50)
    expect(log).toHaveLength(101)
  })

  test('is told by its name and its data, however the decoder refused it', async () => {
    const { ledger } = ledgerOver(open())
    const deep = (inner: string): string => `${'['.repeat(100)}${inner}${']'.repeat(100)}`
    const bodies = [
      [purchase(1).padEnd(300_000), 'Ignored'],
      [`{"eventName":"a","data":${deep('7')}}`, 'Ignored'],
      [`{"eventName":"a","data":${deep('{"partnerProgramId":7}')}}`, 'Quarantined unknown-event'],
      ['{"eventName":"a","data":{"__proto__":{}}}', 'Ignored'],
      [Buffer.from(purchase(2), 'utf16le'), 'Ignored'],
      [broken(), 'Quarantined undecodable'],
      [`{"eventName":"partnerProgramLinked","data":${deep('7')}}`, 'Quarantined undecodable'],
    ] as const
    for (const [text, word] of bodies) expect(wordFor(await orThrow(ledger.ingest(text)))).toBe(word)
    expect(ledger.ingestCounters().unknownEvents).toEqual({ transactionAdded: 2, a: 3 })
  })

  test('that is too large for a decoder takes no room from others', async () => {
    const { ledger } = ledgerOver(open(), { unknownEvents: 'quarantine', quarantine: { maxEntries: 1 } })
    for (const id of [1, 2, 3]) await orThrow(ledger.ingest(purchase(id).padEnd(300_000)))
    expect(await orThrow(ledger.ingest(broken()))).toMatchObject({ _tag: 'Quarantined', reason: 'undecodable' })
  })
})

describe('the law of unknown events', () => {
  const others = [numbered(1), broken('1'), body({ root: { orgId: '7' } }), numbered(1, { refId: 'x' }), broken('2')]
  const modes = ['related', 'quarantine', 'note', 'ignore'] as const

  const wordsOf = async (mode: (typeof modes)[number], bodies: readonly string[], own: number): Promise<string> => {
    const limits = { maxEntries: 2, maxUnknownEntries: 3, maxUnknownBytes: 2000 }
    const { ledger } = ledgerOver(open(), { unknownEvents: mode, quarantine: { ...limits, maxUnknownEntries: own } })
    const words: string[] = []
    for (const text of bodies) {
      const answer = await ledger.ingest(text)
      if (others.includes(text)) words.push(answer._tag === 'Left' ? answer.left._tag : wordFor(answer.right))
    }
    return words.join()
  }

  test.each(modes)('no number of them changes the answer to any other body: %s', async (mode) => {
    const unknown = fc.oneof(
      fc.integer({ min: 0, max: 20 }).map((id) => purchase(id)),
      fc.integer({ min: 0, max: 20 }).map((id) => body({ name: 'partnerProgramNews', root: { eventId: `n-${id}` } })),
    )
    const alone = await wordsOf(mode, others, 3)
    expect(alone).toContain('StoreFull')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(unknown, { maxLength: 8 }), { minLength: 5, maxLength: 5 }),
        async (between) => {
          const mixed = others.flatMap((text, index) => [...(between[index] ?? []), text])
          expect(await wordsOf(mode, mixed, 3)).toBe(alone)
        },
      ),
      { numRuns: 40 },
    )
  })
})
