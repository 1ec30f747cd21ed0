import type { LedgerStore } from '@partner-ledger/core'

import type { Call } from './forked-player.js'
import { fileJournal } from './journal.js'
import { playPart } from './player.js'
import type { Props } from './stage.js'

/**
 * Plays the part that `runHistory` sends to this process, and ends the process then: all that its script does is to open the
 * store that its arguments name, and to call this.
 */
export const takePart = (store: LedgerStore, props: Props = {}): Promise<void> =>
  new Promise((resolve, reject) => {
    let stop: (() => void) | undefined
    const orphaned = (): void => process.exit(1)

    const play = async ({ journal: path, part }: Call): Promise<void> => {
      const told = new Promise<void>((heard) => {
        stop = heard
      })
      const journal = fileJournal(path)
      const note = async (record: Parameters<typeof journal.write>[0]): Promise<void> => journal.write(record)
      await playPart({ ...props, store, pass: (call) => call(), note }, part, told)
      await store.close()
      journal.close()
      process.off('disconnect', orphaned)
      process.disconnect()
    }

    process.on('disconnect', orphaned)
    process.on('message', (message: Call | 'stop') => {
      if (message === 'stop') stop?.()
      else play(message).then(resolve, reject)
    })
  })
