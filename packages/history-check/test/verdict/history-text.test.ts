import { expect, it } from 'vitest'

import type { History } from '../../src/history.js'
import { checkHistory } from '../../src/verdict/check-history.js'
import { historyText } from '../../src/verdict/history-text.js'

const event = { tenant: '1', position: 3, id: 'e1' }
const history: History = {
  records: [
    { _tag: 'started', process: 'writer' },
    { _tag: 'sent', process: 'writer', id: 'e1' },
    { _tag: 'acknowledged', process: 'writer', ...event, version: 1 },
    { _tag: 'started', process: 'mails-1', subscription: 'mails' },
    { _tag: 'put', process: 'mails-1', tenant: '1', position: 0, expected: 0, revision: 1 },
    { _tag: 'begun', process: 'mails-1', ...event },
    { _tag: 'failed', process: 'mails-1', ...event },
    { _tag: 'begun', process: 'mails-1', ...event },
    { _tag: 'completed', process: 'mails-1', ...event },
    { _tag: 'killed', process: 'mails-1' },
    { _tag: 'started', process: 'mails-2', subscription: 'mails' },
    { _tag: 'completed', process: 'mails-2', ...event },
    { _tag: 'stopped', process: 'mails-2' },
  ],
  log: [{ ...event, stream: 's', version: 1 }],
}

it('the text of a valid history has its counts', () => {
  expect(historyText(checkHistory(history, 'at-least-once'))).toBe(
    [
      'at-least-once: valid',
      '  events       1 sent, 1 acknowledged, 1 in the log',
      '  deliveries   1 to 1 subscriptions, 1 repeated within the promise, 1 failed and retried',
      '  checkpoints  1 put, 0 refused after a lost lease',
      '  processes    3 started, 1 killed, 0 paused, 1 stopped',
      '',
    ].join('\n'),
  )
})

it('the text counts the awaited events where there are any', () => {
  const awaited: History = {
    ...history,
    records: [...history.records, { _tag: 'awaited', process: 'writer', ...event }],
  }
  expect(historyText(checkHistory(awaited, 'at-least-once'))).toContain('1 in the log, 1 awaited\n')
})

it('the text of an invalid one has the evidence of the first five violations of each name', () => {
  const more = Array.from({ length: 7 }, (_, n) => ({ ...event, stream: 's', version: n + 2, position: n + 4 }))
  const text = historyText(checkHistory({ ...history, log: [...history.log, ...more] }, 'exactly-once'))
  expect(text).toContain('exactly-once: 15 violations\n')
  expect(text).toContain('1 to 1 subscriptions, 1 failed')
  expect(text).toContain('  lost: {"subscription":"mails","tenant":"1","position":4,"id":"e1","stream":"s","version":2')
  expect(text).toContain('  lost: 2 more\n')
  expect(text).toContain('"reason":"exactly-once","processes":["mails-1","mails-2"]}\n')
})
