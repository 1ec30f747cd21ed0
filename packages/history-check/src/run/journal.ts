import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

import type { HistoryRecord } from '../record.js'

/** The records of all processes of a history, in one order. */
export interface Journal {
  /** Writes before it returns, so that what a killed process did is known. */
  write(record: HistoryRecord): void
  /** The records of all processes, in order. */
  read(): readonly HistoryRecord[]
  close(): void
}

/** A journal within one process. */
export const memoryJournal = (): Journal => {
  const records: HistoryRecord[] = []
  return { write: (record) => void records.push(record), read: () => records, close: () => {} }
}

/**
 * A journal for many processes: a file that each opens for itself and appends to, each record by a single write, so that
 * all have one order. The last line of a killed process may be torn; it counts as not written.
 */
export const fileJournal = (path: string): Journal => {
  const file = openSync(path, 'a+')
  const records: HistoryRecord[] = []
  let read = 0

  const unread = (): string => {
    const bytes = Buffer.alloc(fstatSync(file).size - read)
    readSync(file, bytes, 0, bytes.length, read)
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
    read += whole.length
    return whole.toString()
  }

  return {
    // The newline in front separates a line from a torn one.
    write: (record) => void writeSync(file, `\n${JSON.stringify(record)}\n`),
    read: () => {
      for (const line of unread().split('\n')) if (isWhole(line)) records.push(JSON.parse(line) as HistoryRecord)
      return records
    },
    close: () => closeSync(file),
  }
}

/** Records are flat, so a line has one brace, at its end. A torn line has none. */
const isWhole = (line: string): boolean => line.startsWith('{') && line.endsWith('}')
