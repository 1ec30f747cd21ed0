import { parseArgs } from 'node:util'

/** Where the log is kept, and whether the server stays. */
export interface CommandLine {
  /** A temporary place where it is absent. */
  readonly db: string | undefined
  readonly port: number
  readonly stay: boolean
}

export const usage = `Usage: pnpm start [--db ledger.db] [--stay [--port 8080]]

  --db     the SQLite file to keep the webhooks in; a temporary one by default
  --stay   go on serving when the day is over, until Ctrl-C
  --port   the port on loopback; any free one by default`

/** Reads the arguments; a text is what is wrong with them. */
export const commandLine = (words: readonly string[]): CommandLine | string => {
  try {
    const { values } = parseArgs({
      args: words[0] === '--' ? words.slice(1) : [...words],
      options: {
        db: { type: 'string' },
        port: { type: 'string', default: '0' },
        stay: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return `--port takes a whole number up to 65535\n\n${usage}`
    return { db: values.db, port, stay: values.stay }
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`
  }
}
