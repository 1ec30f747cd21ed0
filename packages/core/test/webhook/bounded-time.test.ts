import { decodeWebhook } from '@partner-ledger/core/webhook'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { bases } from '../corpus/corpus.js'

const linked = bases.get('linked')?.text ?? ''

const filled = (unit: (index: number) => string, open = '', close = ''): string => {
  const room = 262_144 - linked.length - open.length - close.length - 1
  let made = ''
  for (let index = 0; made.length + unit(index).length <= room; index++) made += unit(index)
  return `${linked.slice(0, -1)}${open}${made}${close}}`
}

const within = (find: string, unit: (index: number) => string): string => {
  const [before, after] = linked.split(find)
  const room = 262_144 - linked.length
  let made = ''
  for (let index = 0; made.length + unit(index).length <= room; index++) made += unit(index)
  return `${before}${made}${find}${after}`
}

/** Each is about 256 KiB, and made to be slow where something is done once too often. */
const hostile: Readonly<Record<string, string>> = {
  'ten thousand keys': filled((index) => `,"key-number-${index}":1`),
  'keys that want a careful reading': filled((index) => `,"\\u006bey ${index} ":1`),
  'one repeated key': filled(() => ',"a":1'),
  'pairs of repeated keys': filled((index) => `,"k${index >> 1}":1`),
  'forbidden keys': filled(() => ',"__proto__":1'),
  'copies of data': filled(() => ',"data":{}'),
  'copies of data against a large one': filled(
    () => ',"data":{}',
    `,"data":{${Array.from({ length: 8_000 }, (_, index) => `"k${index}":1`).join()}}`,
  ),
  'copies of an id': filled(() => ',"orgId":60210'),
  'padded copies of attributes': filled(() => ',"attributes ":{"orgId":1}'),
  'empty objects': filled(() => ',{}', ',"x":[0', ']'),
  'a text of escapes': filled(() => '\\n', ',"x":"', '"'),
  'a text of backslashes': filled(() => '\\\\', ',"x":"', '"'),
  'a number without end': filled(() => '9', ',"x":', ''),
  'nests of the deepest kind': filled(() => `,${'['.repeat(62)}${']'.repeat(62)}`, ',"x":[0', ']'),
  'sources that are none': within('"customerId":', (index) => `"s${index}":1,`),
  'sources with unpaired surrogates': within('"customerId":', (index) => `"\\ud800${index}":{"accounts":[]},`),
  'one deep nest': filled(() => '[', ',"x":'),
  quotes: '"'.repeat(262_144),
  'an open text': `{"${'\\'.repeat(262_000)}`,
  blanks: linked + ' '.repeat(262_144 - linked.length),
}

/** How many issues or warnings a body comes to. */
const told = (bytes: Uint8Array): number => {
  const decoded = decodeWebhook(bytes, { now: 1_767_225_600_000 })
  return (decoded._tag === 'Left' ? decoded.left.issues : decoded.right.warnings).length
}

/** The least that a run of the work takes of the processor, ms: how busy others keep the machine makes no difference. */
const cpuMsOf = (work: () => unknown): number => {
  work()
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}

describe('256 KiB', () => {
  test.each(Object.entries(hostile))('%s: judged in time', { tags: 'fault:fuzz' }, (_, body) => {
    expect(body.length).toBeGreaterThan(250_000)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(262_144)
    const bytes = Buffer.from(body)
    expect(cpuMsOf(() => told(bytes))).toBeLessThan(250)
    expect(told(bytes)).toBeLessThanOrEqual(100)
    figures({ rounds: 1 })
  })
  test('looked through a hundred times is found: sabotage', () => {
    const bytes = Buffer.from(hostile['ten thousand keys'] ?? '')
    const again = (): void => {
      for (let times = 0; times < 100; times += 1) told(bytes)
    }
    expect(cpuMsOf(again)).toBeGreaterThan(250)
  })
})
