import { inspect } from 'node:util'

import { decodeWebhook } from '@partner-ledger/core/webhook'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'

/** Every value of the payload that is personal, or might be, has a mark of its own. */
const marked = (mark: (name: string) => unknown): Record<string, unknown> => ({
  eventName: 'partnerProgramLinked',
  eventId: 'ev-1',
  orgId: 60210,
  createdAt: 1_700_000_000_123,
  refId: mark('refId'),
  traceAttributes: { trace: mark('trace') },
  unknown: { note: mark('note') },
  data: {
    customerIdentifiers: {
      customerId: 700_100_200,
      firstName: mark('firstName'),
      lastName: mark('lastName'),
      loyaltyType: mark('loyaltyType'),
      instore: Object.fromEntries(
        ['mobile', 'email', 'externalId', 'cardnumber', 'cardexternalid'].map((key) => [key, mark(key)]),
      ),
      line: { accounts: [{ accountId: mark('accountId'), identifiers: [{ identifierValue: mark('identifier') }] }] },
    },
    loyaltyProgramId: 31,
    partnerProgramId: 7,
    partnerProgramName: 'Riders',
    customerPartnerProgramDetails: { membershipNumber: mark('number'), membershipExpiryDate: mark('date') },
    entityInformation: { entityType: mark('entity'), entityId: mark('entity') },
  },
})

const canary = /CANARY|5550166/i

const texts: readonly ((name: string) => unknown)[] = [
  (name) => `CANARY-${name}@example.com`,
  (name) => `CANARY\ud800${name}\0`,
  () => 55501660000000000000,
  () => ({ CANARY: 'CANARY' }),
  () => ['CANARY'],
]

/** Each makes a good body into another one; most of them are refused. */
const breaks: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.slice(0, -9),
  (text) => text.slice(0, text.search(canary) + 8),
  (text) => text.replace('"CANARY', 'CANARY'),
  (text) => `${text}CANARY`,
  (text) => text.replace('60210', '"CANARY-org"'),
  (text) => text.replace('60210', '{"CANARY":"CANARY"}'),
  (text) => text.replace('"ev-1"', '"CANARY "'),
  (text) => text.replace('"partnerProgramLinked"', '"CANARY"'),
  (text) => text.replace('"orgId"', '"orgId":"CANARY","orgId"'),
  (text) => text.replace('"data":{', '"data":{"firstName":"CANARY"},"data":{'),
  (text) => text.replace('"orgId"', '"__proto__":"CANARY","constructor":{"prototype":"CANARY"},"orgId"'),
  (text) => text.replace('"orgId"', '"eventType":"5550166_CANARY","orgId"'),
  (text) => `["CANARY",${text}]`,
  (text) => text.replaceAll('31', '"CANARY"').replaceAll(':7,', ':"CANARY",'),
  (text) => text.replaceAll('1700000000123', '5550166555'),
  (text) => text.replaceAll('"note":', `"note":${'['.repeat(70)}`),
]

/** Everything a host could come to print. */
const printed = (value: unknown): string =>
  [JSON.stringify(value), inspect(value, { depth: 20, showHidden: true }), String(value)].join('\n')

describe('a personal value', () => {
  const bodies = texts.flatMap((mark) => breaks.map((break_) => break_(JSON.stringify(marked(mark)))))

  test.each(bodies.map((body, index) => [index, body] as const))(
    'is told by nothing that comes back (%i)',
    { tags: 'fault:canary' },
    (_, body) => {
      const given = typeof body === 'string' ? [body, Buffer.from(body)] : []
      for (const each of given) {
        const decoded = decodeWebhook(each, { now: 1_767_225_600_000 })
        expect(printed(isLeft(decoded) ? decoded : decoded.right.warnings)).not.toMatch(canary)
      }
      figures({ rounds: 1, hits: 0 })
    },
  )

  test('would be found if it were told', { tags: ['twin:fuzz', 'twin:canary'] }, () => {
    expect(bodies.every((body) => canary.test(body))).toBe(true)
    expect(printed({ issues: [{ path: '', cause: new Error('CANARY') }] })).toMatch(canary)
    const accepted = bodies.map((body) => decodeWebhook(body)).filter((decoded) => !isLeft(decoded))
    expect(accepted.length).toBeGreaterThan(0)
    expect(printed(accepted)).toMatch(canary)
  })
})
