import { expect, it } from 'vitest'

import { runHistory } from '../../src/play/run-history.js'
import { memorySubject } from './memory-subject.js'

const few = { events: 12, kills: 0, pauses: 0 }
const script = (name: string): URL => new URL(`players/${name}.js`, import.meta.url)

it('a store that keeps no checkpoints is refused', async () => {
  const subject = memorySubject()
  const forgetful = async () => {
    const store = await subject.open()
    const handle = async () => {
      const { checkpoints: _, ...rest } = await store.handle()
      return rest
    }
    return { ...store, handle }
  }
  await expect(runHistory({ ...subject, open: forgetful }, few)).rejects.toThrow('the store keeps no checkpoints')
})

it('a writer that is told what a retry does not mend ends the history', async () => {
  const unwilling = memorySubject({}, () => (honest) => ({ append: (_, appends) => honest.append('', appends) }))
  await expect(runHistory(unwilling, few)).rejects.toThrow('ingest answered InvalidArgument')
})

it('a subscription that fails ends the history', async () => {
  const broken = memorySubject({
    follow: () => ({
      caughtUp: () => new Promise(() => {}),
      stop: async () => {},
      ended: Promise.resolve({ _tag: 'failed' }),
    }),
  })
  await expect(runHistory(broken, few)).rejects.toThrow(/the subscription (mails|reports) failed/)
})

it('a subscriber that never catches up is not waited for for ever', async () => {
  const stuck = memorySubject({
    follow: () => ({ caughtUp: () => new Promise(() => {}), stop: async () => {}, ended: new Promise(() => {}) }),
  })
  await expect(runHistory(stuck, { ...few, patienceMs: 3000 })).rejects.toThrow(
    'waited 3000 ms until mails had caught up',
  )
})

it('exactly once is not decided without the effects', async () => {
  await expect(runHistory(memorySubject(), { ...few, promise: 'exactly-once' })).rejects.toThrow('without effects')
})

it('a process that ends by itself is an error, not a kill', async () => {
  const subject = memorySubject()
  const open = async () => ({ ...(await subject.open()), process: { script: script('no-player'), args: [] } })
  await expect(runHistory({ ...subject, open }, few)).rejects.toThrow(/-\d+ ended by itself with code 3/)
})

it('a process takes the part that it is sent, and notes what it does', async () => {
  const subject = memorySubject()
  const open = async () => ({ ...(await subject.open()), process: { script: script('player'), args: [] } })
  const { history, report } = await runHistory({ ...subject, open }, { ...few, writers: 1, doubledEvery: 100 })
  expect(report.counts).toMatchObject({ starts: 8, stops: 8, acknowledged: 12, recorded: 0 })
  expect(report.violations.filter(({ _tag }) => _tag === 'unrecorded')).toHaveLength(12)
  expect(history.log).toEqual([])
})
