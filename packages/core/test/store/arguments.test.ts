import {
  type Append,
  checkAppend,
  checkForget,
  checkLimit,
  checkName,
  checkRead,
  checkWhole,
  invalidArgument,
  type NewEvent,
  storeLimits,
  tooLarge,
} from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

const event: NewEvent = { id: 'e', type: 't', occurredAt: 0, schema: 1, facts: {} }
const append: Append = { stream: 's', expected: 'any', event }
const refused = (argument: string): unknown => expect.objectContaining({ _tag: 'InvalidArgument', argument })

describe('an append', () => {
  it('without a fault has none', () => {
    const full = { ...event, personal: { number: '1' }, body: new Uint8Array(storeLimits.bodyBytes) }
    expect(checkAppend('t', [append, { ...append, expected: 3, recordedAt: 7, event: full }])).toBeUndefined()
  })

  it('needs an Append', () => expect(checkAppend('t', [])).toEqual(invalidArgument('appends', 'at least one Append')))

  it('has a fault of its tenant', () => expect(checkAppend('', [append])).toEqual(refused('tenant')))

  it.each([
    ['stream', { stream: '' }],
    ['event', { event: null as unknown as NewEvent }],
    ['event', { event: 'e' as unknown as NewEvent }],
    ['expected', { expected: -1 }],
    ['expected', { expected: 0.5 }],
    ['recordedAt', { recordedAt: -1 }],
    ['recordedAt', { recordedAt: NaN }],
  ] as const)('has a fault of its %s: %j', (argument, change) => {
    expect(checkAppend('t', [append, { ...append, ...change }])).toEqual(refused(argument))
  })

  it.each([
    ['id', { id: '' }],
    ['id', { id: 'a'.repeat(storeLimits.idBytes + 1) }],
    ['type', { type: 'a\0b' }],
    ['occurredAt', { occurredAt: 0.5 }],
    ['schema', { schema: 0 }],
    ['facts', { facts: { Key: 1 } }],
    ['facts', { facts: { key: 0.5 } }],
    ['facts', { facts: { key: '\ud800' } }],
    ['facts', { facts: Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`k${n}`, n])) }],
    ['facts', { facts: null as unknown as NewEvent['facts'] }],
    ['body', { body: 'text' as unknown as Uint8Array }],
    ['personal', { personal: { 'a b': 'x' } }],
    ['personal', { personal: { key: null as unknown as string } }],
  ] as const)('has a fault of the %s of its event: %j', (argument, change) => {
    expect(checkAppend('t', [{ ...append, event: { ...event, ...change } }])).toEqual(refused(argument))
  })

  it('is too large by one byte of a body or of a text', () => {
    const body = new Uint8Array(storeLimits.bodyBytes + 1)
    expect(checkAppend('t', [{ ...append, event: { ...event, body } }])).toEqual(tooLarge(storeLimits.bodyBytes))
    const texts = ['a'.repeat(storeLimits.textBytes), '\u20ac'.repeat(storeLimits.textBytes / 3 + 1)]
    expect(texts.map((text) => checkAppend('t', [{ ...append, event: { ...event, facts: { text } } }]))).toEqual([
      undefined,
      tooLarge(storeLimits.textBytes),
    ])
  })
})

describe('a key of a fact', () => {
  it('is looked at however many were met before it', () => {
    const faultOf = (key: string) => checkAppend('t', [{ ...append, event: { ...event, facts: { [key]: 1 } } }])
    const keys = Array.from({ length: 1_100 }, (_, n) => `met${n}`)
    expect(keys.map(faultOf).filter((fault) => fault !== undefined)).toEqual([])
    expect(['met1099', 'Met1099'].map(faultOf)).toEqual([undefined, refused('facts')])
  })
})

describe('a record of facts', () => {
  const faultOf = (facts: unknown) =>
    checkAppend('t', [{ ...append, event: { ...event, facts: facts as NewEvent['facts'] } }])

  it('is what it owns: no key that it inherits is looked at or counted', () => {
    const inherited = Object.fromEntries(Array.from({ length: storeLimits.factKeys }, (_, n) => [`k${n}`, n]))
    expect(faultOf(Object.assign(Object.create({ ...inherited, 'No Key': null }), { key: 1 }))).toBeUndefined()
    expect(faultOf(Object.assign(Object.create({ key: 1 }), { Key: 1 }))).toEqual(refused('facts'))
    expect(faultOf(Object.assign(Object.create(null), { hasOwnProperty: 'text' }))).toBeUndefined()
  })

  it('has the fault of its first key that has one, and only then of their number', () => {
    const many = Object.fromEntries(Array.from({ length: storeLimits.factKeys + 1 }, (_, n) => [`k${n}`, n]))
    const large = 'a'.repeat(storeLimits.textBytes + 1)
    expect(faultOf({ large, Key: 1 })).toEqual(tooLarge(storeLimits.textBytes))
    expect(faultOf({ Key: large })).toEqual(invalidArgument('facts', 'keys of the form [a-z][A-Za-z0-9]*'))
    expect(faultOf({ ...many, large })).toEqual(tooLarge(storeLimits.textBytes))
    expect(faultOf(many)).toEqual(invalidArgument('facts', `at most ${storeLimits.factKeys} keys`))
  })
})

describe('a forget', () => {
  it('names its first fault', () => {
    expect(checkForget('t', 's', 0, -1)).toBeUndefined()
    expect(checkForget('t', 's', -1, 0.5)).toEqual(refused('upTo'))
    expect(checkForget('t', 's', 0, 0.5)).toEqual(refused('occurredUntil'))
  })
})

describe('a name', () => {
  it.each(['a', ' ', 'a'.repeat(200), '\u20ac'.repeat(66), '\u{1f600}'.repeat(50), "'; --"])('may be %j', (name) =>
    expect(checkName('tenant', name)).toBeUndefined(),
  )

  it.each([
    '',
    'a'.repeat(201),
    '\u20ac'.repeat(67),
    '\u00e9'.repeat(101),
    '\u{1f600}'.repeat(51),
    'a\0',
    '\udc00',
    7,
    null,
  ])('is not %j', (name) => expect(checkName('stream', name)).toEqual(refused('stream')))
})

describe('a read', () => {
  it('names its first fault', () => {
    expect(checkRead('t', 0, 1)).toBeUndefined()
    expect(checkRead('', -1, 0)).toEqual(refused('tenant'))
    expect(checkRead('t', -1, 0)).toEqual(refused('after'))
    expect(checkRead('t', 0, 0)).toEqual(refused('limit'))
  })

  it.each([0, -1, 1.5, NaN, storeLimits.readEvents + 1, '1', undefined])('has no limit of %j', (limit) =>
    expect(checkLimit(limit)).toEqual(refused('limit')),
  )

  it('has a limit from 1 to all that is read at once', () =>
    expect([checkLimit(1), checkLimit(storeLimits.readEvents)]).toEqual([undefined, undefined]))

  it.each([0, 0.5, NaN, 2 ** 53, '1', undefined])('has no whole number of 1 or more in %j', (value) =>
    expect(checkWhole('upTo', value, 1)).toEqual(invalidArgument('upTo', 'a whole number of 1 or more')),
  )
})
