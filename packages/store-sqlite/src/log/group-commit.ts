import { setImmediate } from 'node:timers'

import { type AppendAnswer, left, outcomeUnknown, right, unavailable } from '@partner-ledger/core/store'

import type { AppendCall, Appending } from './append-call.js'
import type { Connection } from '../file/connection.js'
import { type Answered, groupTransaction, isGone } from './group-transaction.js'
import type { Statements } from '../schema/statements.js'
import { retryWhileBusy } from '../file/retry-while-busy.js'

interface Waiting {
  readonly call: AppendCall
  /** When the call must be answered, by `performance.now()`. */
  readonly deadline: number
  readonly settle: (answer: Answered) => void
}

/** What group commit needs: a connection, how to carry out one call in its transaction, and whom to notify of commits. */
export interface GroupCommitParts {
  readonly connection: Connection
  readonly busyMs: number
  readonly run: (statements: Statements, transaction: Appending, call: AppendCall) => Answered
  readonly committed: (call: AppendCall, answer: AppendAnswer) => void
}

/** Takes a call and returns its answer after a COMMIT that it shared with whoever called at the same time. */
export type GroupCommit = (call: AppendCall, deadline: number) => Promise<Answered>

export const groupCommit = (parts: GroupCommitParts): GroupCommit => {
  const queue: Waiting[] = []
  let isRunning = false

  const run = async (): Promise<void> => {
    while (queue.length > 0) await commitGroup(parts, queue, takeGroup(queue))
    isRunning = false
  }

  return (call, deadline) =>
    new Promise((settle) => {
      queue.push({ call, deadline, settle })
      if (isRunning) return
      isRunning = true
      // One turn of the event loop: whoever was woken by the same commit gets to call again before the next one.
      setImmediate(() => void run())
    })
}

/** Appends of one transaction, unless a single call has more: it bounds how long others wait for the lock. */
const groupAppends = 1_000

const takeGroup = (queue: Waiting[]): readonly Waiting[] => {
  let appends = 0
  let calls = 0
  for (const { call } of queue) {
    appends += call.drafts.length
    if (calls > 0 && appends > groupAppends) break
    calls += 1
  }
  return queue.splice(0, calls)
}

const commitGroup = async (parts: GroupCommitParts, queue: Waiting[], group: readonly Waiting[]): Promise<void> => {
  const now = performance.now()
  const late = group.filter(({ deadline }) => deadline <= now)
  settleAll(late, left(expired))
  // Deadlines are in the order of the queue.
  const inTime = group.slice(late.length)
  const [oldest] = inTime
  if (oldest === undefined) return

  const end = await retryWhileBusy(Math.min(parts.busyMs, oldest.deadline - now), () => {
    removeExpired(queue)
    const error = parts.connection.writeFault()
    const opened = error === undefined ? parts.connection.handle() : left(error)
    return opened._tag === 'Left' ? opened : right(groupTransaction(parts, opened.right, inTime))
  })
  if (end._tag === 'Left') settleAll(inTime, end)
  else if (!isGone(end.right)) settleEach(parts, inTime, end.right)
  else if (inTime.length === 1) settleAll(inTime, left(end.right.error))
  else for (const alone of inTime) await commitGroup(parts, queue, [alone])
}

/** Takes calls whose deadline is over out of the queue, so that none of them runs after its answer. */
const removeExpired = (queue: Waiting[]): void => {
  const now = performance.now()
  const first = queue.findIndex(({ deadline }) => deadline > now)
  settleAll(queue.splice(0, first === -1 ? queue.length : first), left(expired))
}

const expired = unavailable('the call waited in the queue until its deadline, and was not carried out')

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
