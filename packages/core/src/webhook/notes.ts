import { jsonEqual } from './json-equal.js'
import type { Issue, IssueKind, Warning, WarningKind } from './issue.js'

/** What one decoding finds on its way. It is made for each body and never leaves the decoder. */
export interface Notes {
  readonly issues: Issue[]
  readonly warnings: Warning[]
  /** The first statement of each identity field, by path; only a careful reading has any. */
  stated?: Map<string, unknown>
  /** No text of the body, key or value, has a character that is to be replaced. */
  isStorable: boolean
}

export const emptyNotes = (): Notes => ({ issues: [], warnings: [], isStorable: false })

/** A body with ten thousand flaws is told of its first hundred. */
const most = 100

export const addIssue = (notes: Notes, kind: IssueKind, path: string, expected: string): void => {
  const { issues } = notes
  if (issues.length >= most || issues.some((known) => known.path === path && known.kind === kind)) return
  issues.push({ kind, path, expected })
}

/** That an id was derived is told even after a hundred other warnings. */
export const addWarning = (notes: Notes, kind: WarningKind, path: string): void => {
  const { warnings } = notes
  if (
    (warnings.length >= most && kind !== 'derived') ||
    warnings.some((known) => known.path === path && known.kind === kind)
  )
    return
  warnings.push({ kind, path })
}

export const warnsOf = ({ warnings }: Notes, path: string): boolean => warnings.some((known) => known.path === path)

/** Notes one statement of an identity field; a second one that says something else is a conflict. Null says nothing. */
export const addStatement = (notes: Notes, path: string, value: unknown): void => {
  if (value === null || value === undefined) return
  const stated = (notes.stated ??= new Map<string, unknown>())
  if (!stated.has(path)) stated.set(path, value)
  else if (!isConflict(notes, path) && !jsonEqual(stated.get(path), value)) addConflict(notes, path)
}

export const addConflict = (notes: Notes, path: string): void =>
  addIssue(notes, 'conflict', path, 'one value in every place that states it')

const isConflict = ({ issues }: Notes, path: string): boolean =>
  issues.some((known) => known.path === path && known.kind === 'conflict')

/** In an order that does not depend on the order of the body's keys. */
export const inPathOrder = <N extends Issue | Warning>(notes: readonly N[]): readonly N[] =>
  notes.length < 2 ? notes : [...notes].sort((a, b) => compareText(a.path, b.path) || compareText(a.kind, b.kind))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The path of a key within the object or list at `parent`. */
export const pathTo = (parent: string, key: string | number): string => (parent === '' ? `${key}` : `${parent}.${key}`)

const longestName = 64

/** The sender's own keys as they stand in a path: short, and without control characters that would reach a log. */
export const printable = (key: string): string =>
  /^[\w$-]{1,64}$/.test(key)
    ? key
    : key
        .slice(0, longestName)
        .toWellFormed()
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
