import { setImmediate } from 'node:timers'

import { left, type NonEmptyArray, type Outcome, outcomeUnknown, right } from '@partner-ledger/core/store'

import type { AppendCall, Appending } from './append-call.js'
import type { Connection } from '../file/connection.js'
import { type Answered, groupTransaction, isGone } from './group-transaction.js'
import type { Statements } from '../schema/statements.js'
import { retryWhileBusy } from '../file/retry-while-busy.js'

interface Waiting {
  readonly call: AppendCall
  readonly settle: (answer: Answered) => void
}

/** What group commit needs: a connection, how to carry out one call in its transaction, and whom to tell of commits. */
export interface GroupCommitParts {
  readonly connection: Connection
  readonly busyMs: number
  readonly run: (statements: Statements, transaction: Appending, call: AppendCall) => Answered
  readonly committed: (call: AppendCall, outcomes: NonEmptyArray<Outcome>) => void
}

/** Takes a call and answers it after a COMMIT that it shared with whoever called at the same time. */
export type GroupCommit = (call: AppendCall) => Promise<Answered>

export const groupCommit = (parts: GroupCommitParts): GroupCommit => {
  const waiting: Waiting[] = []
  let isRunning = false

  const run = async (): Promise<void> => {
    while (waiting.length > 0) await commitGroup(parts, takeGroup(waiting))
    isRunning = false
  }

  return (call) =>
    new Promise((settle) => {
      waiting.push({ call, settle })
      if (isRunning) return
      isRunning = true
      // One turn of the event loop: whoever was woken by the same commit gets to call again before the next one.
      setImmediate(() => void run())
    })
}

/** Appends of one transaction, unless a single call has more: it bounds how long others wait for the lock. */
const groupAppends = 1_000

const takeGroup = (waiting: Waiting[]): readonly Waiting[] => {
  let appends = 0
  let calls = 0
  for (const { call } of waiting) {
    appends += call.drafts.length
    if (calls > 0 && appends > groupAppends) break
    calls += 1
  }
  return waiting.splice(0, calls)
}

const commitGroup = async (parts: GroupCommitParts, group: readonly Waiting[]): Promise<void> => {
  const end = await retryWhileBusy(parts.busyMs, () => {
    const fault = parts.connection.writeFault()
    const opened = fault === undefined ? parts.connection.handle() : left(fault)
    return opened._tag === 'Left' ? opened : right(groupTransaction(parts, opened.right, group))
  })
  if (end._tag === 'Left') settleAll(group, end)
  else if (!isGone(end.right)) settleEach(parts, group, end.right)
  else if (group.length === 1) settleAll(group, left(end.right.error))
  else for (const alone of group) await commitGroup(parts, [alone])
}

const settleEach = (parts: GroupCommitParts, group: readonly Waiting[], answers: readonly Answered[]): void => {
  for (const [index, { call, settle }] of group.entries()) {
    const answer = answers[index] ?? left(outcomeUnknown('no answer'))
    if (answer._tag === 'Right') parts.committed(call, answer.right)
    settle(answer)
  }
}

const settleAll = (group: readonly Waiting[], answer: Answered): void => {
  for (const { settle } of group) settle(answer)
}
