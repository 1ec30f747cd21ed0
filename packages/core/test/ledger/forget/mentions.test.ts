import { describe, expect, test } from 'vitest'

import { mentions } from '../../../src/ledger/forget/mentions.js'

const within = (body: string, text: string): boolean => mentions(new TextEncoder().encode(body), text)

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

describe('whether a body mentions a text', () => {
  test.each([
    ['"customerId":354', true],
    ['"customerId":"354"', true],
    ['customerId=354&', true],
    ['354', true],
    [`"${escaped('354')}"`, true],
    ['"customerId":3540', false],
    ['"customerId":1354', false],
    ['"a":13540,"b":354', true],
    ['', false],
  ])('digits stand alone: %s', (body, found) => {
    expect(within(body, '354')).toBe(found)
  })

  test.each([
    ['{"email":"c1@example.com"}', true],
    [`{"email":"${escaped('c1@example.com')}"}`, true],
    [`{"email":"${escaped('c1@').toUpperCase().replaceAll('\\U', '\\u')}example.com"}`, true],
    ['{"email":"c2@example.com"}', false],
    ['<mail>c1@example.com</mail', true],
  ])('any other text is found anywhere: %s', (body, found) => {
    expect(within(body, 'c1@example.com')).toBe(found)
  })

  test('behind every escape of JSON', () => {
    const text = 'a"b\\c/d\be\ff\ng\rh\ti\u00e9j'
    expect(within(JSON.stringify({ name: `x${text}y` }), text)).toBe(true)
    expect(within(`{"name":"${escaped(text)}"}`, text)).toBe(true)
    expect(within('"a\\/b"', 'a/b')).toBe(true)
    expect(within('"\\\\u0041"', 'A')).toBe(false)
  })

  test('in bytes that are no text as well', () => {
    expect(mentions(Uint8Array.of(0xff, 0x33, 0x35, 0x34, 0xfe), '354')).toBe(true)
  })
})
