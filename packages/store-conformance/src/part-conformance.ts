import type { LedgerStore } from '@partner-ledger/core/store'

import { holds } from './expectation.js'
import type { PartCheck, PartHandle } from './part-check.js'
import { type Random, randomOf } from './random.js'
import { printLine, type Runner } from './store-conformance.js'
import type { StoreUnderTest, Subject } from './subject.js'

/** A part that a store may bring beside its log, what it promises, and how that is looked at. */
export interface Part<P, Clause extends string> {
  /** As in `the promises of a …`. */
  readonly called: string
  readonly promises: Readonly<Record<Clause, string>>
  readonly checks: readonly PartCheck<P, Clause>[]
  of(store: LedgerStore): P | undefined
  /** Fills a new store with what no check may meet. */
  makeNoise(part: P, random: Random): Promise<void>
}

/** A store whose handles bring the part. `absent`: why they bring none; the reason is printed. */
export interface PartSubject extends Pick<Subject, 'name' | 'open' | 'declines'> {
  readonly absent?: string | undefined
}

/** Seeds what is random; drawn by default, and printed. */
export interface PartOptions {
  readonly seed?: number | undefined
}

/** Registers a test for every check of the part, grouped by promise; what is declined is skipped with its reason. */
export const partConformance = <P, Clause extends string>(
  part: Part<P, Clause>,
  { describe, it, print = printLine }: Runner,
  subject: PartSubject,
  { seed = Math.floor(Math.random() * 2 ** 31) }: PartOptions,
): void => {
  const { name, absent } = subject
  describe(`${name} keeps the promises of a ${part.called} (seed ${seed})`, () => {
    if (absent !== undefined) {
      print(`${name} declines the ${part.called}: ${absent}`)
      it.skip(`declined: ${absent}`, () => Promise.resolve())
      return
    }
    for (const need of new Set(part.checks.flatMap(({ needs = [] }) => needs))) {
      const reason = subject.declines?.[need]
      if (reason !== undefined) print(`${name} declines ${need} for its ${part.called}: ${reason}`)
    }
    for (const clause of new Set(part.checks.map((check) => check.clause)))
      describe(`${clause}: ${part.promises[clause]}`, () => {
        for (const check of part.checks.filter((one) => one.clause === clause)) {
          const declined = check.needs === undefined ? undefined : subject.declines?.[check.needs]
          if (declined === undefined) it(check.title, () => runPartCheck(part, check, subject, seed))
          else it.skip(`${check.title} (declined: ${declined})`, () => Promise.resolve())
        }
      })
  })
}

/** Runs one check on a new store. It rejects with what was found. */
export const runPartCheck = async <P, Clause extends string>(
  part: Part<P, Clause>,
  check: PartCheck<P, Clause>,
  subject: PartSubject,
  seed: number,
): Promise<void> => {
  const store = await subject.open()
  const handles = handlesOf(part, store)
  const open = async (): Promise<P> => (await handles.open()).part
  const reopened = async (): Promise<P> => {
    await handles.closeAll()
    await store.reopen?.()
    return open()
  }
  try {
    const random = randomOf(seed, check.title)
    const { needs } = check
    holds(needs === undefined || store[needs] !== undefined, `${needs} is neither offered nor declined with a reason`)
    await part.makeNoise(await open(), random)
    await check.run({ random, store, open, handle: handles.open, reopened, closeHandles: handles.closeAll })
  } finally {
    await handles.closeAll()
    await store.dispose()
  }
}

interface Handles<P> {
  readonly open: () => Promise<PartHandle<P>>
  readonly closeAll: () => Promise<void>
}

const handlesOf = <P, Clause extends string>(part: Part<P, Clause>, store: StoreUnderTest): Handles<P> => {
  const opened = new Set<LedgerStore>()
  return {
    open: async () => {
      const handle: LedgerStore = await store.handle()
      opened.add(handle)
      const brought = part.of(handle)
      holds(brought !== undefined, `the store brings no ${part.called}, and does not say why`)
      return { part: brought, close: () => handle.close() }
    },
    closeAll: async () => {
      for (const handle of opened) {
        opened.delete(handle)
        await handle.close()
      }
    },
  }
}
