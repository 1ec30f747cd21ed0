import { expect, it } from 'vitest'

import { draw } from '../../harness/draw.js'
import { barPlot, linePlot } from '../../harness/plot.js'
import type { Run } from '../../harness/run.js'
import { measuredOne } from './measured-one.js'

const bars = [
  { label: 'them <&>', value: 200, text: '200 µs', isOurs: false },
  { label: 'us', value: 50, text: '50 µs', isOurs: true },
]

it('bars are as long as their values, the shortest first, and ours stands out', () => {
  const svg = barPlot('A title', bars)
  const widths = [...svg.matchAll(/<rect [^>]*width="(\d+)"[^>]*fill="([^"]+)"/g)].map(([, width, fill]) => [
    width,
    fill,
  ])
  expect(widths.map(([width]) => Number(width))).toEqual([78, 310])
  expect(new Set(widths.map(([, fill]) => fill)).size).toBe(2)
  expect(svg.indexOf('>us<')).toBeLessThan(svg.indexOf('>them'))
})

it('texts of a plot are escaped, and the same bars give the same plot', () => {
  expect(barPlot('A & B', bars)).toContain('them &lt;&amp;&gt;')
  expect(barPlot('A & B', bars)).toBe(barPlot('A & B', [...bars].reverse()))
})

it('a line goes by powers of ten and ends at the edges', () => {
  const svg = linePlot('Growth', 'µs', [
    { x: 1_000, y: 50 },
    { x: 10_000, y: 60 },
    { x: 100_000, y: 55 },
  ])
  const across = [...svg.matchAll(/<circle cx="(\d+)"/g)].map(([, x]) => Number(x))
  expect(across).toEqual([50, 355, 660])
  expect(svg).toContain('>100k<')
  expect(svg).toContain('>55 µs<')
})

it('a run draws the figures that it has, and growth where it was measured', () => {
  const run: Run = {
    at: '2026-01-01T00:00:00.000Z',
    scale: 'quick',
    rounds: 3,
    machine: { cpu: 'c', cores: 1, memoryGb: 1, system: 's', node: 'v20.0.0', versions: {} },
    measured: [{ ...measuredOne(1.2), name: 'replay' }],
  }
  expect(Object.keys(draw(run))).toEqual(['replay'])
  const growth = [
    { events: 1000, ingest: 50 },
    { events: 10_000, ingest: 52 },
  ]
  expect(Object.keys(draw({ ...run, growth }))).toEqual(['replay', 'growth'])
})
