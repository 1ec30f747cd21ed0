import { setTimeout } from 'node:timers/promises'

import { same } from '../expectation.js'

const kinds = ['uncaughtException', 'unhandledRejection'] as const

/** Does this work, and throws where it left an error uncaught, which would otherwise end the process. */
export const withNothingUncaught = async (work: () => Promise<void>): Promise<void> => {
  const uncaught: string[] = []
  const note = (error: unknown): void => void uncaught.push(String(error))
  const restore = kinds.map((kind) => {
    const others = process.rawListeners(kind) as ((...given: unknown[]) => void)[]
    process.removeAllListeners(kind)
    process.on(kind, note)
    return (): void => {
      process.off(kind, note)
      for (const other of others) process.on(kind, other)
    }
  })
  try {
    await work()
    await setTimeout(20)
  } finally {
    for (const put of restore) put()
  }
  same(uncaught, [], 'the errors that were not caught')
}
