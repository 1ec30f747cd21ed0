import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** What is to be folded, and where it is kept: a temporary place where `db` is absent. */
export interface CommandLine {
  readonly file: string
  readonly db: string
  readonly zone: string
}

type Given =
  | { readonly _tag: 'Given'; readonly file: string; readonly db: string | undefined; readonly zone: string }
  | { readonly _tag: 'Usage'; readonly fault?: string }

export const usage = `Usage: pnpm start [deliveries.ndjson | folder | -] [--db ledger.db] [--zone Asia/Kolkata]

  deliveries.ndjson   webhook bodies as they were received: one a line, JSON over
                      several lines, or an array; also gzip and UTF-16. A folder
                      of such files, or - for the standard input. A story of our
                      own by default
  --db                the SQLite file to keep them in, or :memory:; a temporary
                      file by default
  --zone              the IANA zone of the vendor's dates; UTC by default`

/** Reads the arguments; the leading `--` that pnpm hands on is none. */
export const commandLine = (words: readonly string[], story: URL): Given => {
  try {
    const { values, positionals } = parseArgs({
      args: words[0] === '--' ? words.slice(1) : [...words],
      allowPositionals: true,
      options: {
        db: { type: 'string' },
        zone: { type: 'string', default: 'UTC' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return { _tag: 'Usage' }
    if (positionals.length > 1) return { _tag: 'Usage', fault: 'One file or folder at a time.' }
    return { _tag: 'Given', file: positionals[0] ?? fileURLToPath(story), db: values.db, zone: values.zone }
  } catch (error) {
    return { _tag: 'Usage', fault: error instanceof Error ? error.message : String(error) }
  }
}
