import { LedgerError } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import type { WebhookHandlerOptions } from '../src/options.js'
import { orgsByHeader, orgsByPath } from '../src/orgs.js'
import { staticHeaders } from '../src/static-headers.js'
import { webhookHandler } from '../src/webhook-handler.js'
import { delivery, receiving, said, webhook } from './webhooks.js'

const sound = { ledger: { ingest: () => {} }, authenticate: () => true }
const tooMany = Array.from({ length: 1001 }, (_, n) => n + 1)

const made = (given: unknown) => () => webhookHandler(given as WebhookHandlerOptions)

const wrong: readonly (readonly [option: string, make: () => unknown])[] = [
  ['ledger', made(undefined)],
  ['ledger', made(null)],
  ['ledger', made({ ...sound, ledger: {} })],
  ['ledger', made({ authenticate: () => true })],
  ['authenticate', made({ ledger: sound.ledger })],
  ['authenticate', made({ ...sound, authenticate: 'x-key' })],
  ['allowedOrgs', made({ ...sound, allowedOrgs: 5 })],
  ['allowedOrgs', made({ ...sound, allowedOrgs: null })],
  ['allowedOrgs', made({ ...sound, allowedOrgs: ['50191'] })],
  ['allowedOrgs', made({ ...sound, allowedOrgs: tooMany })],
  ['maxBytes', made({ ...sound, maxBytes: 0 })],
  ['maxBytes', made({ ...sound, maxBytes: 1_048_577 })],
  ['deadlineMs', made({ ...sound, deadlineMs: Infinity })],
  ['deadlineMs', made({ ...sound, deadlineMs: 2 ** 31 })],
  ['inFlight', made({ ...sound, inFlight: '64' })],
  ['inFlight', made({ ...sound, inFlight: 0 })],
  ['retryAfterSeconds', made({ ...sound, retryAfterSeconds: 0.5 })],
  ['logger', made({ ...sound, logger: console })],
  ['authenticate', () => staticHeaders({})],
  ['authenticate', () => staticHeaders(undefined as never)],
  ['authenticate', () => staticHeaders(null as never)],
  ['authenticate', () => staticHeaders({ 'x key': ['a'] })],
  ['authenticate', () => staticHeaders({ 'x-key': [] })],
  ['authenticate', () => staticHeaders({ 'x-key': [''] })],
  ['authenticate', () => staticHeaders({ 'x-key': [' a'] })],
  ['authenticate', () => staticHeaders({ 'x-key': ['a\nb'] })],
  ['authenticate', () => staticHeaders({ 'x-key': ['é'] })],
  ['authenticate', () => staticHeaders({ 'x-key': [undefined as never] })],
  ['authenticate', () => staticHeaders({ 'x-key': 'abc' as never })],
  ['orgsByPath', () => orgsByPath({})],
  ['orgsByPath', () => orgsByPath(null as never)],
  ['orgsByPath', () => orgsByPath({ '/a': [0] })],
  ['orgsByPath', () => orgsByPath({ '/a': 1 as never })],
  ['orgsByHeader', () => orgsByHeader('x-org', {})],
  ['orgsByHeader', () => orgsByHeader('x org', { a: [1] })],
]

const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

test.each(wrong)('a wrong %s is refused at once and by name, %#', (option, make) => {
  const error = thrownBy(make)
  expect(error).toBeInstanceOf(LedgerError)
  expect(error).toMatchObject({ retryable: false, error: { _tag: 'InvalidOption', option } })
  expect((error as LedgerError).message).toMatch(new RegExp(`^InvalidOption: .* \`${option}\` must be \\w`))
})

test('an error of wrong values does not print them', () => {
  const error = thrownBy(() => staticHeaders({ 'x-key': ['ZQX7CANARY\n'] }))
  expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('ZQX7CANARY')
})

test.each<Partial<WebhookHandlerOptions>>([
  {},
  { allowedOrgs: new Set([1]), maxBytes: 1, deadlineMs: 2 ** 31 - 1, inFlight: 65_536, retryAfterSeconds: 86_400 },
  { allowedOrgs: [], logger: () => {}, maxBytes: 1_048_576, deadlineMs: 1, inFlight: 1, retryAfterSeconds: 1 },
  { allowedOrgs: () => [1] },
])('right options are taken, %#', (options) => {
  expect(thrownBy(() => receiving(options))).toBeUndefined()
})

test('a logger that throws or rejects gets in the way of nobody', async () => {
  const loggers = [
    () => {
      throw new Error('the disk is full')
    },
    (() => Promise.reject(new Error('the disk is full'))) as () => void,
  ]
  for (const logger of loggers) {
    const { handler } = receiving({ logger, maxBytes: 1 })
    expect(await said(handler(webhook(delivery(1))))).toMatchObject([413, {}])
  }
})
