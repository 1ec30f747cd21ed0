import { describe, expect, test } from 'vitest'

import { holdsText } from '../../../src/ledger/forget/holds-text.js'
import { customersNamed } from '../../../src/ledger/forget/names-customer.js'
import { bodyTexts } from '../../../src/ledger/quarantine/body-text.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const names = (body: string | Uint8Array): boolean =>
  customersNamed(bodyTexts(typeof body === 'string' ? bytes(body) : body)).has(354)
const holds = (body: string | Uint8Array, text: string): boolean =>
  holdsText(bodyTexts(typeof body === 'string' ? bytes(body) : body), text)

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

const utf16 = (text: string, order: 'le' | 'be', isMarked: boolean): Uint8Array => {
  const read = Buffer.from(isMarked ? `\ufeff${text}` : text, 'utf16le')
  return order === 'le' ? read : read.swap16()
}

describe('whether a body that parses names a customer', () => {
  test.each([
    '{"customerId":354}',
    '{" customerId ":"354"}',
    '{"customerId":" 354 "}',
    '{"customerId":3.54e2}',
    '{"customerId":354.0}',
    `{"customerId":"${escaped('354')}"}`,
    `{"${escaped('customerId')}":354}`,
    '{"attributes":{"data":{"customerIdentifiers":{"customerId":354}}}}',
    '{"data":{"entityInformation":{"entityType":"USER","entityId":354}}}',
    '{"victimCustomerIdentifiers":{"customerId":354}}',
    '{"customer_ids":[1,354]}',
    '{"user":{"id":354}}',
    '{"customerId":354,"customerId":1}',
  ])('at a place that names one: %s', (body) => {
    expect(names(body)).toBe(true)
  })

  test.each([
    '{"loyaltyProgramId":354}',
    '{"partnerTierNumber":354}',
    '{"orgId":354,"customerId":1}',
    '{"data":{"instore":{"id":354}}}',
    '{"partnerTierExpiryDate":"0354-01-01"}',
    '{"customerId":3540}',
    '{"customerId":"354a"}',
    '{"customerName":"354"}',
    '{"enteredBy":{"id":354}}',
  ])('and at no other: %s', (body) => {
    expect(names(body)).toBe(false)
  })

  test('at any depth', () => {
    expect(names(`${'{"a":'.repeat(5000)}{"customerId":354}${'}'.repeat(5000)}`)).toBe(true)
  })
})

describe('whether a body that does not parse names a customer', () => {
  test.each([
    ['"customerId":354', true],
    ['"customerId":"354"', true],
    ['customerId=354&', true],
    ['354', true],
    ['[1,354,', true],
    ['{"customerId":3.54e2', true],
    [`"${escaped('354')}"`, true],
    ['"customerId":3540', false],
    ['"customerId":1354', false],
    ['"a":13540,"b":354', true],
    ['"day":"2027-354-1', false],
    ['"ref":"x354', false],
    ['', false],
  ])('as a number that stands alone: %s', (body, found) => {
    expect(names(body)).toBe(found)
  })

  test('in bytes that are no text as well', () => {
    expect(names(Uint8Array.of(0xff, 0x33, 0x35, 0x34, 0xfe))).toBe(true)
  })
})

test.each(['le', 'be'] as const)('a body in UTF-16 is read in its own encoding: %s', (order) => {
  for (const isMarked of [true, false]) {
    expect(names(utf16('{"customerId":354}', order, isMarked))).toBe(true)
    expect(names(utf16('{"partnerTierNumber":354}', order, isMarked))).toBe(false)
    expect(names(utf16('{"customerId":354', order, isMarked))).toBe(true)
    expect(holds(utf16('{"name":"Zoë"', order, isMarked), 'zoë')).toBe(true)
  }
})

describe('whether a body holds a text', () => {
  test.each([
    ['{"email":"c1@example.com"}', true],
    ['{"email":"C1@Example.COM"}', true],
    [`{"email":"${escaped('c1@example.com')}"}`, true],
    [`{"email":"${escaped('c1@').toUpperCase().replaceAll('\\U', '\\u')}example.com"}`, true],
    ['{"email":"c2@example.com"}', false],
    ['<mail>c1@example.com</mail', true],
  ])('in any case, anywhere: %s', (body, found) => {
    expect(holds(body, 'c1@example.com')).toBe(found)
  })

  test.each([
    ['{"mobile":"5550000001"}', true],
    ['{"mobile":5550000001}', true],
    ['{"mobile":"15550000001"}', true],
    ['{"mobile":"+1 555 000-0001"}', true],
    ['{"mobile":"0015550000001"}', true],
    ['{"mobile":"+91(555)0000001"}', true],
    ['"5550000001 5550000002"', true],
    ['{"mobile":"55500000011"}', false],
    ['{"mobile":"123455550000001"}', false],
    ['{"mobile":"5550000002"}', false],
  ])('that is a phone number, after a country code too: %s', (body, found) => {
    expect(holds(body, '555 000 0001')).toBe(found)
  })

  test('of few digits only where it stands alone', () => {
    expect(holds('{"pin":"354"}', '354')).toBe(true)
    expect(holds('{"pin":"3540"}', '354')).toBe(false)
  })

  test('after every escape of JSON', () => {
    const text = 'a"b\\c/d\be\ff\ng\rh\ti\u00e9j'
    expect(holds(JSON.stringify({ name: `x${text}y` }), text)).toBe(true)
    expect(holds(`{"name":"${escaped(text)}"}`, text)).toBe(true)
    expect(holds('"a\\/b"', 'a/b')).toBe(true)
    expect(holds('"\\\\u0041"', 'A')).toBe(false)
  })
})
