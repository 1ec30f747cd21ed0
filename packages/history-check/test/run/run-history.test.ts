import { expect, it } from 'vitest'

import { runHistory } from '../../src/run/run-history.js'
import { memorySubject } from './memory-subject.js'

const few = { events: 12, kills: 0, pauses: 0 }
const script = (name: string): URL => new URL(`processes/${name}.js`, import.meta.url)

it('a store without checkpoints is refused', async () => {
  const subject = memorySubject()
  const withoutCheckpoints = async () => {
    const store = await subject.open()
    const handle = async () => {
      const { checkpoints: _, ...rest } = await store.handle()
      return rest
    }
    return { ...store, handle }
  }
  await expect(runHistory({ ...subject, open: withoutCheckpoints }, few)).rejects.toThrow(
    'the store has no `checkpoints`',
  )
})

it('a failure of a writer that no retry can mend ends the run', async () => {
  const refusing = memorySubject({}, () => (honest) => ({ append: (_, appends) => honest.append('', appends) }))
  await expect(runHistory(refusing, few)).rejects.toThrow('ingest returned InvalidArgument')
})

it('a subscription that fails ends the run, with its error', async () => {
  const broken = memorySubject({
    subscribe: () => ({
      caughtUp: () => new Promise(() => {}),
      stop: async () => {},
      ended: Promise.resolve({ _tag: 'failed', error: { _tag: 'Corrupt' } }),
    }),
  })
  await expect(runHistory(broken, few)).rejects.toThrow(/^the subscription (mails|reports) failed: {"_tag":"Corrupt"}$/)
})

it('the wait for a subscriber that never catches up ends', async () => {
  const stuck = memorySubject({
    subscribe: () => ({ caughtUp: () => new Promise(() => {}), stop: async () => {}, ended: new Promise(() => {}) }),
  })
  await expect(runHistory(stuck, { ...few, timeoutMs: 3000 })).rejects.toThrow(
    /^waited 3000 ms until (mails|reports) had caught up$/,
  )
})

it('exactly once cannot be checked without the effects', async () => {
  await expect(runHistory(memorySubject(), { ...few, promise: 'exactly-once' })).rejects.toThrow('without `effects`')
})

it('wake-ups cannot be checked where a kill may hide a completed delivery', async () => {
  const options = { ...few, promise: 'exactly-once', wakeWithinMs: 100 } as const
  await expect(runHistory(memorySubject(), options)).rejects.toThrow('`wakeWithinMs` needs the promise `at-least-once`')
})

it('a process that ends by itself is an error, not a kill', async () => {
  const subject = memorySubject()
  const open = async () => ({ ...(await subject.open()), process: { script: script('failing-process'), args: [] } })
  await expect(runHistory({ ...subject, open }, few)).rejects.toThrow(/-\d+ ended by itself with code 3/)
})

it('a process runs the job that it is sent, and records what it does', async () => {
  const subject = memorySubject()
  const open = async () => ({ ...(await subject.open()), process: { script: script('process'), args: [] } })
  const { history, report } = await runHistory({ ...subject, open }, { ...few, writers: 1, duplicateEvery: 100 })
  expect(report.counts).toMatchObject({ starts: 8, stops: 8, acknowledged: 12, recorded: 0 })
  expect(report.violations.filter(({ _tag }) => _tag === 'lost-write')).toHaveLength(12)
  expect(history.log).toEqual([])
})
