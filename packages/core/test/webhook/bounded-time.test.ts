import { describe, expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { decodeWebhook } from '../../src/webhook/decode.js'
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

describe('256 KiB', () => {
  test.each(Object.entries(hostile))('%s: judged in time', (_, body) => {
    expect(body.length).toBeGreaterThan(250_000)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(262_144)
    const bytes = Buffer.from(body)
    const took = [1, 2, 3].map(() => {
      const start = performance.now()
      const decoded = decodeWebhook(bytes, { now: 1_767_225_600_000 })
      const elapsed = performance.now() - start
      const told = decoded._tag === 'Left' ? decoded.left.issues : decoded.right.warnings
      expect(told.length).toBeLessThanOrEqual(100)
      return elapsed
    })
    expect(Math.min(...took)).toBeLessThan(250)
    figures({ rounds: 1 })
  })
})
