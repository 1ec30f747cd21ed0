import type { Issue, IssueKind } from '../failure/undecodable-webhook.js'
import type { UnknownEvent, Warning, WarningKind } from './issue.js'
import { jsonEqual } from './json-equal.js'

/** What the decoding of one body has found so far. Each decoding has a context of its own. */
export interface DecodeContext {
  readonly issues: Issue[]
  readonly warnings: Warning[]
  /** The first statement of each identity field, by path; present only where the text was read member by member. */
  statements?: Map<string, unknown>
  /** Set where the body is an event whose name the decoder does not know. */
  unknownEvent?: UnknownEvent
  /** Whether every text of the body, keys included, is known to be storable as it is. */
  isStorable: boolean
}

export const newDecodeContext = (): DecodeContext => ({ issues: [], warnings: [], isStorable: false })

/** The most issues, and the most warnings, that are reported of one body. */
const maxReported = 100

/** Adds an issue, once for each path and kind. */
export const addIssue = (context: DecodeContext, kind: IssueKind, path: string, expected: string): void => {
  const { issues } = context
  if (issues.length >= maxReported || issues.some((known) => known.path === path && known.kind === kind)) return
  issues.push({ kind, path, expected })
}

/** Adds a warning, once for each path and kind. `derived` is added even past the limit. */
export const addWarning = (context: DecodeContext, kind: WarningKind, path: string): void => {
  const { warnings } = context
  if (warnings.length >= maxReported && kind !== 'derived') return
  if (warnings.some((known) => known.path === path && known.kind === kind)) return
  warnings.push({ kind, path })
}

export const hasWarningAt = ({ warnings }: DecodeContext, path: string): boolean =>
  warnings.some((known) => known.path === path)

/** Records one statement of an identity field. A second statement of another value is a conflict; null states nothing. */
export const addStatement = (context: DecodeContext, path: string, value: unknown): void => {
  if (value === null || value === undefined) return
  const statements = (context.statements ??= new Map<string, unknown>())
  if (!statements.has(path)) statements.set(path, value)
  else if (!hasConflictAt(context, path) && !jsonEqual(statements.get(path), value)) addConflict(context, path)
}

export const addConflict = (context: DecodeContext, path: string): void =>
  addIssue(context, 'conflict', path, 'one value in every place that states it')

const hasConflictAt = ({ issues }: DecodeContext, path: string): boolean =>
  issues.some((known) => known.path === path && known.kind === 'conflict')

/** Sorts by path, then kind, so that the order of the body's keys makes no difference. */
export const inPathOrder = <N extends Issue | Warning>(found: readonly N[]): readonly N[] =>
  found.length < 2 ? found : [...found].sort((a, b) => compareText(a.path, b.path) || compareText(a.kind, b.kind))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The path of a key within the object or list at `parent`. */
export const pathTo = (parent: string, key: string | number): string => (parent === '' ? `${key}` : `${parent}.${key}`)

const longestKey = 64

/** A key of the body as a warning's path shows it: at most 64 characters, without control characters. */
export const printable = (key: string): string =>
  /^[\w$-]{1,64}$/.test(key)
    ? key
    : key
        .slice(0, longestKey)
        .toWellFormed()
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
