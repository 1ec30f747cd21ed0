import type { Measured } from './measured.js'
import { type Bar, barPlot, linePlot } from './plot.js'
import { costText } from './rows.js'
import type { Run } from './run.js'

/** The plots that a run allows, by the names of their files. */
export const draw = (run: Run): Readonly<Record<string, string>> => ({
  ...bars(run, 'ingest', 'One durable ingest: time, less is better'),
  ...bars(run, 'concurrent-ingest', '64 concurrent durable ingests: time of one, less is better'),
  ...bars(run, 'replay', 'Replay into memberships: time of one event, less is better'),
  ...growth(run),
})

const bars = ({ measured }: Run, name: string, title: string): Readonly<Record<string, string>> => {
  const found = measured.find((one) => one.name === name)
  return found === undefined ? {} : { [name]: barPlot(title, barsOf(found)) }
}

const barsOf = ({ ours, rivals, unit }: Measured): readonly Bar[] => [
  { label: 'partner-ledger', value: ours.median, text: costText(ours.median, unit), isOurs: true },
  ...rivals.flatMap((rival) =>
    rival._tag === 'Missing'
      ? []
      : [
          {
            label: rival.role === 'limit' ? `limit: ${rival.name}` : rival.name,
            value: rival.cost.median,
            text: costText(rival.cost.median, unit),
            isOurs: false,
          },
        ],
  ),
]

const growth = ({ growth: points = [] }: Run): Readonly<Record<string, string>> =>
  points.length < 2
    ? {}
    : {
        growth: linePlot(
          'One durable ingest as the log grows: time by events in the log',
          'µs',
          points.map(({ events, ingest }) => ({ x: events, y: ingest })),
        ),
      }
