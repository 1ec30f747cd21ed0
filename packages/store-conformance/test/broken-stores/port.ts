import { type EventStore, left, unavailable } from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Honest, memorySubject, memoryUnderTest } from './broken.js'
import { changed, epochChanged, namesChanged } from './change.js'

const honest = memorySubject('honest')

/** Every answer of the store, as of a log of this epoch. */
const namedAs = ({ append, readStream, readAll, streams, heads }: Honest, epoch: string): Partial<EventStore> => ({
  append: (...call) => epochChanged(append(...call), epoch),
  readStream: (...call) => epochChanged(readStream(...call), epoch),
  readAll: (...call) => epochChanged(readAll(...call), epoch),
  streams: (...call) => epochChanged(streams(...call), epoch),
  heads: (...call) => epochChanged(heads(...call), epoch),
})

/** What EventStore's docstrings add, and what the kit asks of a subject. */
export const portBreakers: readonly BrokenStore[] = [
  broken('port', 'has an epoch for each handle', () => (store) => {
    const epoch = `${Math.random()}`
    return namedAs(store, epoch)
  }),
  broken('port', 'has one epoch for all stores', () => (store) => namedAs(store, 'epoch')),
  broken('port', 'lists tenants by locale', () => ({ heads }) => ({
    heads: async (after, limit) =>
      namesChanged(heads('', 10_000), limit, (all) =>
        all.filter((name) => name.localeCompare(after) > 0).toSorted((a, b) => a.localeCompare(b)),
      ),
  })),
  broken('port', 'lists tenants by code point, as UTF-8 orders them', () => ({ heads }) => ({
    heads: async (after, limit) =>
      namesChanged(heads('', 10_000), limit, (all) =>
        all
          .filter((name) => Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0)
          .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      ),
  })),
  broken('port', 'lists a tenant that was only asked for', () => {
    const asked = new Set<string>()
    return ({ readAll, heads }) => ({
      readAll: (tenant, ...rest) => {
        asked.add(tenant)
        return readAll(tenant, ...rest)
      },
      heads: (after, limit) =>
        namesChanged(heads(after, limit), limit, (names) => [...new Set([...names, ...asked])].toSorted()),
    })
  }),
  broken('port', 'has a head below 0 where no event is', () => ({ readAll }) => ({
    readAll: (...call) => changed(readAll(...call), (page) => ({ ...page, head: page.head === 0 ? -1 : page.head })),
  })),
  broken('port', 'has an empty body where none was given', () => ({ body }) => ({
    body: (...call) => changed(body(...call), (given) => given ?? new Uint8Array()),
  })),
  broken('port', 'has no body where it is empty', () => ({ body }) => ({
    body: (...call) => changed(body(...call), (given) => (given?.length === 0 ? undefined : given)),
  })),
  broken('port', 'takes any limit', () => ({ readAll }) => ({
    readAll: (tenant, after, limit) => readAll(tenant, after, limit >= 1 ? Math.min(10_000, Math.ceil(limit)) : 1),
  })),
  broken('port', 'takes any instant to forget until', () => ({ forget }) => ({
    forget: (tenant, stream, upTo, until) => forget(tenant, stream, upTo, Math.trunc(until) || 0),
  })),
  broken('port', 'does not end a subscription', () => ({ onAppend }) => ({
    onAppend: (...call) => {
      onAppend(...call)
      return () => {}
    },
  })),
  broken('port', 'fails an append whose wake was ended', () => {
    let ended = false
    return ({ append, onAppend }) => ({
      onAppend: (...call) => {
        const end = onAppend(...call)
        return () => {
          ended = true
          end()
        }
      },
      append: async (...call) => (ended ? left(unavailable('no one listens')) : append(...call)),
    })
  }),
  { breaks: 'subject', subject: { ...honest, name: 'says nothing of what it lacks', declines: {} } },
  {
    breaks: 'subject',
    subject: { ...honest, name: 'gives no words for a reason', declines: { ...honest.declines, damage: '-' } },
  },
  {
    breaks: 'subject',
    subject: {
      ...honest,
      name: 'declines what it offers',
      open: async () => ({ ...memoryUnderTest(() => () => ({})), reopen: async () => {} }),
    },
  },
  { breaks: 'subject', subject: { ...honest, name: 'declares a disk that it does not have', durability: 'disk' } },
]
