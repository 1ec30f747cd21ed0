import { left, right, unavailable } from '@partner-ledger/core/store'

import { broken, type BrokenStore, memorySubject, memoryUnderTest } from './broken.js'
import { changed } from './change.js'

const honest = memorySubject('honest')

/** What EventStore's docstrings add, and what the kit asks of a subject. */
export const portBreakers: readonly BrokenStore[] = [
  broken('port', 'has an epoch for each handle', () => () => {
    const epoch = `${Math.random()}`
    return { epoch: async () => right(epoch) }
  }),
  broken('port', 'has one epoch for all stores', () => () => ({ epoch: async () => right('epoch') })),
  broken('port', 'lists tenants by locale', () => ({ tenants }) => ({
    tenants: async (after, limit) =>
      changed(tenants('', 10_000), (all) =>
        all
          .filter((name) => name.localeCompare(after) > 0)
          .toSorted((a, b) => a.localeCompare(b))
          .slice(0, limit),
      ),
  })),
  broken('port', 'lists tenants by code point, as UTF-8 orders them', () => ({ tenants }) => ({
    tenants: async (after, limit) =>
      changed(tenants('', 10_000), (all) =>
        all
          .filter((name) => Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0)
          .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          .slice(0, limit),
      ),
  })),
  broken('port', 'lists a tenant that was only asked for', () => {
    const asked = new Set<string>()
    return ({ readAll, tenants }) => ({
      readAll: (tenant, ...rest) => {
        asked.add(tenant)
        return readAll(tenant, ...rest)
      },
      tenants: (...call) => changed(tenants(...call), (names) => [...new Set([...names, ...asked])].toSorted()),
    })
  }),
  broken('port', 'has no head where no event is', () => ({ head }) => ({
    head: (tenant) => changed(head(tenant), (position) => (position === 0 ? -1 : position)),
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
