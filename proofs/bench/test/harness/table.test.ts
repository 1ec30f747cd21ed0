import { expect, it } from 'vitest'

import { costText, tally } from '../../harness/rows.js'
import { markdownTable, table } from '../../harness/table.js'
import { measuredOne } from './measured-one.js'

it('the table has the figure, then the limit and the peers, with what did not run and why', () => {
  expect(table([measuredOne(1.2)]).split('\n')).toEqual([
    'figure                                      cost     ratio         min–max          ours again  goal    met',
    '',
    'one: the one figure                         12.0 µs                10.8 µs–13.2 µs  0.98–1.02×',
    '  limit: raw                                10.0 µs  1.20×         1.08–1.32×                   ≤ 1.5×  yes',
    '  peer: slow                                90.0 µs  7.50× faster  6.75–8.25×                   ≥ 3×    yes',
    '  peer: away (not run: needs a newer Node)                                                      ≥ 2×    ?',
  ])
})

it('the tally counts what is met, what is missed and what was not looked at', () => {
  expect(tally([measuredOne(1.2)])).toEqual({ met: 2, missed: 0, unknown: 1 })
  expect(tally([measuredOne(4), measuredOne(1.6)])).toEqual({ met: 1, missed: 3, unknown: 2 })
})

it('a table of Markdown has a cell for each column in each line', () => {
  const lines = markdownTable([measuredOne(1.2)]).split('\n')
  expect(lines).toHaveLength(6)
  for (const line of lines) expect(line.split('|')).toHaveLength(9)
})

it('a cost has about three digits that matter', () => {
  expect([0.456, 4.56, 45.6, 456, 4560].map((cost) => costText(cost, 'µs'))).toEqual([
    '0.46 µs',
    '4.56 µs',
    '45.6 µs',
    '456 µs',
    '4,560 µs',
  ])
})
