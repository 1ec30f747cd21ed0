import * as fs from 'node:fs'
import { dirname } from 'node:path'

import { cannotOpen, LedgerError, type RecordedEvent, type Tenant } from '@partner-ledger/core/store'

/** The first line of a file. */
export type Head = Readonly<Record<'format' | 'epoch', string>>

/** Every other line is a recorded event with its tenant and its body, which has a character for each byte. */
export type Line = RecordedEvent & { readonly tenant: Tenant; readonly body?: string }

const format = 'partner-ledger json lines 1'

export const textOf = (line: Head | Line): string => `${JSON.stringify(line)}\n`

/** What the file says. A last line without its end was never acknowledged: its writer died over it. */
export const readOrMake = (path: string): { readonly head: Head; readonly lines: readonly Line[] } => {
  if (!fs.existsSync(path)) writeWhole(path, { format, epoch: crypto.randomUUID() }, [])
  const written = fs.readFileSync(path, 'utf8')
  const whole = written.slice(0, written.lastIndexOf('\n') + 1)
  const [head, ...lines] = whole.split('\n').slice(0, -1).map(parsed) as [Head | undefined, ...Line[]]
  if (head?.format !== format) throw new LedgerError(cannotOpen('not-a-ledger', 'the first line names another format'))
  if (whole.length < written.length) writeWhole(path, head, lines)
  return { head, lines }
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw new LedgerError(cannotOpen('damaged', 'a line is not JSON'))
  }
}

/** Puts a file with these lines in the place of the old one, in one step that is on the disk once it answers. */
export const writeWhole = (path: string, head: Head, lines: readonly Line[]): void => {
  fs.writeFileSync(`${path}.new`, [head, ...lines].map(textOf).join(''), { mode: 0o600, flush: true })
  fs.renameSync(`${path}.new`, path)
  const folder = fs.openSync(dirname(path), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}
