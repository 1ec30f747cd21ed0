import { decodeWebhook } from '@partner-ledger/core'
import type { EventType } from '@partner-ledger/core/membership'
import { decodePayload } from '@partner-ledger/core/testing'

import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { fullBody, usualBody } from '../ours/bodies.js'

const timesOf = ({ scale }: Setting): number => (scale === 'quick' ? 2_000 : 20_000)

const repeated = (name: string, prepare: () => () => unknown): Variant => ({
  name,
  open: async (setting) => {
    const times = timesOf(setting)
    const once = prepare()
    let kept: unknown
    return {
      turn: () =>
        timed(times, () => {
          for (let time = 0; time < times; time += 1) kept = once()
        }),
      close: async () => {
        if (kept === undefined) throw new Error('nothing was decoded')
      },
    }
  },
})

const codec = (body: string): Variant =>
  repeated('JSON.parse and the codec', () => {
    const { eventName } = JSON.parse(body) as { readonly eventName: EventType }
    return () => decodePayload(eventName, JSON.parse(body))
  })

const door = (body: string): Variant =>
  repeated('decodeWebhook', () => {
    const bytes = new TextEncoder().encode(body)
    return () => {
      const decoded = decodeWebhook(bytes, { now: 1_767_225_600_000 })
      return decoded._tag === 'Left' ? undefined : decoded.right
    }
  })

const limit = (body: string): Variant => repeated('JSON.parse', () => () => JSON.parse(body) as unknown)

const peers: readonly Variant[] = []

const figure = (name: string, title: string, ours: Variant, body: string, ratio: number): Figure => ({
  name,
  title: `${title}, ${Math.round(body.length / 10) * 10} bytes`,
  unit: 'µs',
  ours,
  limit: limit(body),
  peers,
  goals: [{ _tag: 'Within', of: 'JSON.parse', ratio }],
})

const alone =
  'the building of the event included; that no text has a character to be replaced is known, as behind the door, which asks it of the whole body'

export const figures: readonly Figure[] = [
  {
    ...figure('codec', 'codec of a usual body', codec(usualBody()), usualBody(), 1.1),
    note: alone,
  },
  {
    ...figure('codec-full', 'codec of a full-schema body', codec(fullBody()), fullBody(), 1.2),
    note: alone,
  },
  {
    ...figure('codec-composed', 'codec of a usual body, no code generated', codec(usualBody()), usualBody(), 1.5),
    nodeFlags: ['--disallow-code-generation-from-strings'],
    note: 'the same where Node or a policy of its host forbids to make code of text',
  },
  figure('door', 'the whole door, a usual body', door(usualBody()), usualBody(), 1.8),
  figure('door-full', 'the whole door, a full-schema body', door(fullBody()), fullBody(), 1.8),
]
