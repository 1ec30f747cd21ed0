import { expect, it } from 'vitest'

import { checkHistory } from '../../src/verdict/check-history.js'
import type { History } from '../../src/history.js'
import { historyText } from '../../src/verdict/history-text.js'

const event = { tenant: '1', position: 3, id: 'e1' }
const told: History = {
  records: [
    { _tag: 'started', run: 'writer' },
    { _tag: 'sent', run: 'writer', id: 'e1' },
    { _tag: 'acknowledged', run: 'writer', ...event, version: 1 },
    { _tag: 'started', run: 'mails-1', subscription: 'mails' },
    { _tag: 'put', run: 'mails-1', tenant: '1', position: 0, expected: 0, revision: 1 },
    { _tag: 'begun', run: 'mails-1', ...event },
    { _tag: 'failed', run: 'mails-1', ...event },
    { _tag: 'begun', run: 'mails-1', ...event },
    { _tag: 'completed', run: 'mails-1', ...event },
    { _tag: 'killed', run: 'mails-1' },
    { _tag: 'started', run: 'mails-2', subscription: 'mails' },
    { _tag: 'completed', run: 'mails-2', ...event },
    { _tag: 'stopped', run: 'mails-2' },
  ],
  log: [{ ...event, stream: 's', version: 1 }],
}

it('a kept promise is told with its counts', () => {
  expect(historyText(checkHistory(told, 'at-least-once'))).toBe(
    [
      'at-least-once: kept',
      '  events       1 sent, 1 acknowledged, 1 in the log',
      '  deliveries   1 to 1 subscriptions, 1 doubled within the promise, 1 failed and tried again',
      '  checkpoints  1 put, 0 refused to a run that had lost its turn',
      '  processes    3 started, 1 killed, 0 paused, 1 stopped',
      '',
    ].join('\n'),
  )
})

it('a broken one is told with the evidence of the first five', () => {
  const more = Array.from({ length: 7 }, (_, n) => ({ ...event, stream: 's', version: n + 2, position: n + 4 }))
  const text = historyText(checkHistory({ ...told, log: [...told.log, ...more] }, 'exactly-once'))
  expect(text).toContain('exactly-once: 15 violations\n')
  expect(text).toContain('1 to 1 subscriptions, 1 failed')
  expect(text).toContain('  lost: {"subscription":"mails","tenant":"1","position":4,"id":"e1","stream":"s","version":2')
  expect(text).toContain('  lost: 2 more\n')
  expect(text).toContain('"reason":"exactly-once","runs":["mails-1","mails-2"]}\n')
})
