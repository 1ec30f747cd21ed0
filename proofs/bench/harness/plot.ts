/** A bar: what it stands for, and how long it is. */
export interface Bar {
  readonly label: string
  readonly value: number
  /** As it is written behind the bar. */
  readonly text: string
  readonly isOurs: boolean
}

/** A point of a line, both in units of their own. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Bars from the left, shortest first, as an SVG that reads on light and dark pages. */
export const barPlot = (title: string, bars: readonly Bar[]): string => {
  const longest = Math.max(...bars.map(({ value }) => value))
  const sorted = [...bars].sort((a, b) => a.value - b.value)
  const drawn = sorted.map(({ label, value, text, isOurs }, index) => {
    const y = top + index * step
    const length = Math.max(1, Math.round((value / longest) * barWidth))
    return [
      `<text x="${labelWidth - gap}" y="${y + baseline}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}" rx="2" fill="${isOurs ? ours : theirs}"/>`,
      `<text x="${labelWidth + length + gap}" y="${y + baseline}">${escaped(text)}</text>`,
    ].join('\n')
  })
  return svg(title, top + sorted.length * step + gap, drawn)
}

/** A line over an x axis by powers of ten, from zero up. */
export const linePlot = (title: string, unit: string, points: readonly Point[]): string => {
  const highest = Math.max(...points.map(({ y }) => y)) * 1.15
  const [low, high] = [Math.min, Math.max].map((pick) => Math.log10(pick(...points.map(({ x }) => x)))) as [
    number,
    number,
  ]
  const across = (x: number): number => Math.round(left + ((Math.log10(x) - low) / (high - low || 1)) * plotWidth)
  const up = (y: number): number => Math.round(top + plotHeight - (y / highest) * plotHeight)
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${across(x)} ${up(y)}`).join(' ')
  const bottom = top + plotHeight
  return svg(title, bottom + 28, [
    `<path d="M${left} ${top} V${bottom} H${left + plotWidth}" fill="none" stroke="${theirs}"/>`,
    `<path d="${path}" fill="none" stroke="${ours}" stroke-width="2"/>`,
    ...points.map(({ x, y }) => `<circle cx="${across(x)}" cy="${up(y)}" r="3" fill="${ours}"/>`),
    ...points.map(({ x }) => `<text x="${across(x)}" y="${bottom + 18}" text-anchor="middle">${short(x)}</text>`),
    ...points.map(
      ({ x, y }) => `<text x="${across(x)}" y="${up(y) - gap}" text-anchor="middle">${Math.round(y)} ${unit}</text>`,
    ),
  ])
}

const width = 720
const labelWidth = 290
const barWidth = 310
const barHeight = 18
const step = 26
const top = 44
const gap = 8
const baseline = 14
const left = 50
const plotWidth = 610
const plotHeight = 180
const ours = '#1f77b4'
const theirs = '#9aa5b1'

const svg = (title: string, height: number, drawn: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<g font-family="system-ui, sans-serif" font-size="13" fill="#6b7785">`,
    `<text x="${gap}" y="22" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n')

const short = (count: number): string =>
  count >= 1_000_000 ? `${count / 1_000_000}M` : count >= 1_000 ? `${count / 1_000}k` : String(count)

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
