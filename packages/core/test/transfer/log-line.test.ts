import { orThrow } from '@partner-ledger/core'
import { exportLog, importLog } from '@partner-ledger/core/transfer'
import { left } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { body } from '../ledger/deliveries.js'
import { ingestAll, ledgerOver } from '../ledger/ledgers.js'
import { storeKinds } from '../ledger/stores.js'
import { collected } from './logs.js'
import { headOf } from '../store/reading.js'

const [memory] = storeKinds
if (memory === undefined) throw new Error('a kind of store')

const lines = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const store = memory.open({ clock: () => 1_800_000_000_000 })
  await ingestAll(ledgerOver(store).ledger, [body()])
  return (await collected(exportLog(store))).map((line) => JSON.parse(line) as Record<string, unknown>)
}

const textOf = (all: readonly unknown[]): string => all.map((line) => `${JSON.stringify(line)}\n`).join('')

const answerTo = (text: string): ReturnType<typeof importLog> => importLog(memory.open(), [text])

const bad = (line: number, expected: string) => left({ _tag: 'InvalidLine', retryable: false, line, expected })

describe('the lines of an export', () => {
  test('are a header, the records, a proof of each stream, the end of each tenant, and the end', async () => {
    const all = await lines()
    expect(all.map(({ v, kind }) => [v, kind])).toEqual([
      [1, 'header'],
      [1, 'event'],
      [1, 'proof'],
      [1, 'tenant'],
      [1, 'end'],
    ])
    const [header, event, proof, tenant] = all
    expect(header).toMatchObject({ personal: true, bodies: true, epoch: expect.any(String) as string })
    expect(event).toMatchObject({
      tenant: '50191',
      stream: 'membership/354971193/855/25',
      version: 1,
      position: 1,
      recordedAt: 1_800_000_000_000,
      id: 'e-1',
      type: 'partnerProgramLinked',
      schema: 1,
      personal: { membershipNumber: '123-asa3' },
      body: Buffer.from(body()).toString('base64'),
    })
    expect(proof).toMatchObject({ version: 1, forgotten: 0, fold: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(tenant).toMatchObject({ tenant: '50191', events: 1, head: 1 })
  })

  test('are refused by number and by what was expected, without a value', async () => {
    const [header, event, ...rest] = await lines()
    const wrong: readonly (readonly [object, string])[] = [
      [{ v: 2 }, 'version 1 of the format'],
      [{ kind: 'evnt' }, 'a kind of line that version 1 has'],
      [{ tenant: 7 }, 'tenant: text'],
      [{ stream: null }, 'stream: text'],
      [{ id: undefined }, 'id: text'],
      [{ occurredAt: '1' }, 'occurredAt: a whole number'],
      [{ recordedAt: 1.5 }, 'recordedAt: a whole number'],
      [{ facts: [] }, 'facts: an object of texts and whole numbers'],
      [{ facts: { a: { b: 1 } } }, 'facts: an object of texts and whole numbers'],
      [{ personal: 'x' }, 'personal: an object of texts and whole numbers'],
      [{ body: '%%' }, 'body: base64'],
      [{ forgotten: 'yes' }, 'forgotten: true or false'],
    ]
    for (const [change, expected] of wrong)
      expect(await answerTo(textOf([header, { ...event, ...change }, ...rest]))).toEqual(bad(2, expected))
    expect(await answerTo(`${textOf([header])}\n\n[1]\n`)).toEqual(bad(2, 'a line of JSON, an object'))
    expect(await answerTo(textOf([event]))).toEqual(bad(1, 'one header, as the first line'))
    expect(await answerTo(textOf([header, header]))).toEqual(bad(2, 'one header, as the first line'))
    expect(await answerTo(textOf([header, event, ...rest, rest[0]]))).toEqual(bad(6, 'nothing behind the last line'))
    expect(await answerTo('')).toEqual(left({ _tag: 'TruncatedExport', retryable: false, lines: 0 }))
  })

  test('before a bad one are stored, and what the store refuses is its error', async () => {
    const [header, event] = await lines()
    const store = memory.open()
    expect(await importLog(store, [textOf([header, event, 'x'])])).toEqual(bad(3, 'a line of JSON, an object'))
    expect(await headOf(store, '50191')).toBe(1)
    expect(await answerTo(textOf([header, { ...event, facts: { 'not a key': 1 } }, 'x']))).toMatchObject({
      left: { _tag: 'InvalidArgument', argument: 'facts' },
    })
  })

  test('of the largest body come back', async () => {
    const from = memory.open()
    const event = { id: 'x', type: 'y', occurredAt: 1, schema: 1, facts: {}, body: new Uint8Array(1_048_576).fill(7) }
    await orThrow(from.append('1', [{ stream: 's', expected: 'any', event }]))
    const to = memory.open()
    const bytes = Buffer.from((await collected(exportLog(from))).join(''))
    const pieces = Array.from({ length: 50 }, (_, n) => bytes.subarray(n * 40_000, (n + 1) * 40_000))
    expect(await orThrow(importLog(to, pieces))).toMatchObject({ complete: true, differences: 0 })
  })
})
