import type { EventStore } from '@partner-ledger/core/store'

import { appendAll, appendOf, eventOf } from './event.js'
import type { Random } from './random.js'
import type { StoreUnderTest, Subject } from './subject.js'

/** What a check works with: one store of its own that holds noise, and not a single thing of another check. */
export interface Scene {
  readonly subject: Subject
  readonly store: StoreUnderTest
  readonly random: Random
  /** How often a writer is killed. */
  readonly killRounds: number
  /** A new handle on the store; it is closed after the check. */
  handle(): Promise<EventStore>
  /** Closes every handle that was given out so far. */
  closeHandles(): Promise<void>
  /** The handles closed, the store opened again from what is at rest, and a handle on that. */
  reopened(): Promise<EventStore>
}

/** The time within which the store answers every call, in ms. */
export const answerWithinMs = (subject: Subject): number => subject.answerWithinMs ?? 30_000

/** The tenant that the checks write to. Noise is written to it, and to tenants of names close to it. */
export const tenant = 'acme'

/** The scene of one check, before the noise. */
export const sceneOf = (subject: Subject, store: StoreUnderTest, random: Random, killRounds: number): Scene => {
  const open = new Set<EventStore>()
  const handle = async (): Promise<EventStore> => {
    const opened = await store.handle()
    open.add(opened)
    return opened
  }
  const closeHandles = async (): Promise<void> => {
    for (const opened of open) {
      open.delete(opened)
      await opened.close()
    }
  }
  const reopened = async (): Promise<EventStore> => {
    await closeHandles()
    await store.reopen?.()
    return handle()
  }
  return { subject, store, random, killRounds, handle, closeHandles, reopened }
}

/** Tenants that hold noise. */
export const noisyTenants: readonly string[] = [tenant, 'ACME', 'acme2']

/** Writes ids that the checks use as well, to streams of names close to theirs. */
export const makeNoise = async (scene: Scene): Promise<void> => {
  const noise = await scene.handle()
  for (const noisy of noisyTenants) {
    const appends = ['s1', 's10', 'S'].flatMap((stream) =>
      ['e1', 'e2', `n${scene.random.below(1000)}`].map((id) => appendOf(stream, 'any', eventOf(id, { of: noisy }))),
    )
    await appendAll(noise, noisy, appends)
  }
  await scene.closeHandles()
}
