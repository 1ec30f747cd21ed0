import type { Check } from './check.js'
import { randomOf } from './random.js'
import { answerWithinMs, makeNoise, sceneOf } from './scene.js'
import { type StoreSource, storeSource } from './store-source.js'
import { declinesOf, type StoreUnderTest, type Subject } from './subject.js'
import { withinMs } from './within-ms.js'

/** What became of a check. `declined` was not run, for the reason that the subject states. */
export type CheckOutcome =
  | { readonly _tag: 'passed' }
  | { readonly _tag: 'failed'; readonly reason: string; readonly cause?: unknown }
  | { readonly _tag: 'declined'; readonly reason: string }

/** How checks are run. */
export interface CheckOptions {
  /** Where randomness starts; a failure prints it. By default another one each time. */
  readonly seed: number
  /** A check that takes longer hangs. By default 60,000. */
  readonly timeoutMs: number
  /** How often a writer is killed, by default 5. */
  readonly killRounds: number
}

/** The options as they are given. */
export type GivenCheckOptions = { readonly [K in keyof CheckOptions]?: CheckOptions[K] | undefined }

/** The options with what is left out filled in. */
export const checkOptions = (given: GivenCheckOptions): CheckOptions => ({
  seed: given.seed ?? Math.floor(Math.random() * 2 ** 31),
  timeoutMs: given.timeoutMs ?? 60_000,
  killRounds: given.killRounds ?? 5,
})

/** Why the subject has this check not run, if it does. */
export const declineOf = ({ needs }: Check, subject: Subject): string | undefined => {
  const declines = declinesOf(subject)
  return needs
    .filter((need) => declines[need] !== undefined)
    .map((need) => `${need}: ${declines[need]}`)
    .at(0)
}

/** Runs one check on a store that holds nothing. It never rejects. */
export const runCheck = async (
  check: Check,
  subject: Subject,
  given: CheckOptions,
  stores: StoreSource = storeSource(subject),
): Promise<CheckOutcome> => {
  const declined = declineOf(check, subject)
  if (declined !== undefined) return { _tag: 'declined', reason: declined }
  // A check of what takes its time waits for it, more than once.
  const waits = check.needs.some((need) => waiting.has(need)) ? 6 * answerWithinMs(subject) : 0
  const options = { ...given, timeoutMs: given.timeoutMs + waits }
  try {
    const store = await within(options.timeoutMs, 'open', stores.take())
    let passed = false
    try {
      const missing = check.needs.find((need) => store[need] === undefined)
      if (missing !== undefined) throw new Error(`${missing} is neither offered nor declined with a reason`)
      await runOn(store, check, subject, options)
      passed = true
    } finally {
      await within(options.timeoutMs, 'dispose', stores.giveBack(store, passed))
    }
    return { _tag: 'passed' }
  } catch (cause) {
    const reason = messageOf(cause)
    return { _tag: 'failed', reason: `${reason} (seed ${options.seed})`, cause }
  }
}

/** An error of another realm is no `Error` of this one. */
export const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause)

const waiting: ReadonlySet<string> = new Set(['hang', 'fillPool', 'block', 'loseQuorum'])

/** Every handle is closed whatever happens; what went wrong first is the reason. */
const runOn = async (store: StoreUnderTest, check: Check, subject: Subject, options: CheckOptions): Promise<void> => {
  const scene = sceneOf(subject, store, randomOf(options.seed, check.title), options.killRounds)
  const run = async (): Promise<void> => {
    await within(options.timeoutMs, 'noise', makeNoise(scene))
    await within(options.timeoutMs, 'the check', check.run(scene))
  }
  const [ran] = await Promise.allSettled([run()])
  const [closed] = await Promise.allSettled([within(options.timeoutMs, 'close', scene.closeHandles())])
  for (const ended of [ran, closed]) if (ended.status === 'rejected') throw ended.reason
}

const within = <A>(ms: number, what: string, work: Promise<A>): Promise<A> =>
  withinMs(ms, `${what} did not end within ${ms} ms`, work)
