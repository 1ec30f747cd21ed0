import { expect, it } from 'vitest'

import { stepTable } from '../../scale/step-table.js'

it('a step is a line: bytes by event as well as in all, and no more digits than matter', () => {
  const step = {
    events: 100_000,
    memberships: 10_000,
    bulk: 41.27,
    ingest: 312.6,
    read: 55,
    index: 20.04,
    page: 404.4,
    bytes: 120_000_000,
    rss: 177,
  }
  const [headings = '', rule = '', line = '', ...more] = stepTable([step]).split('\n')
  expect(more).toEqual([])
  expect(headings.split('|')).toHaveLength(line.split('|').length)
  expect(rule.split('|')).toHaveLength(line.split('|').length)
  expect(line).toBe('| 100,000 | 10,000 | 41.3 | 313 | 55 | 20 | 404 | 1,200 | 114 | 177 |')
})
