import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { appendsChanged } from './change.js'

type Rename = (name: string) => string

const ids =
  (rename: Rename): Sabotage =>
  () =>
  (store) =>
    appendsChanged(store, (append) => ({ ...append, event: { ...append.event, id: rename(append.event.id) } }))

const types =
  (rename: Rename): Sabotage =>
  () =>
  (store) =>
    appendsChanged(store, (append) => ({ ...append, event: { ...append.event, type: rename(append.event.type) } }))

const streams =
  (rename: Rename): Sabotage =>
  () =>
  (store) => ({
    ...appendsChanged(store, (append) => ({ ...append, stream: rename(append.stream) })),
    readStream: (tenant, stream, ...rest) => store.readStream(tenant, rename(stream), ...rest),
  })

const tenants =
  (rename: Rename): Sabotage =>
  () =>
  (store) => ({
    append: (tenant, appends) => store.append(rename(tenant), appends),
    readAll: (tenant, ...rest) => store.readAll(rename(tenant), ...rest),
  })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** P12: each takes two names for one, or gives a name back otherwise. */
export const nameBreakers: readonly BrokenStore[] = [
  broken(
    'P12',
    'normalises the names of streams',
    streams((name) => name.normalize('NFC')),
  ),
  broken(
    'P12',
    'trims the names of streams',
    streams((name) => name.trim() || name),
  ),
  broken(
    'P12',
    'cuts the names of streams at 199 characters',
    streams((name) => name.slice(0, 199)),
  ),
  broken(
    'P12',
    'normalises ids',
    ids((id) => id.normalize('NFKC')),
  ),
  broken(
    'P12',
    'cuts ids at 1,000 characters',
    ids((id) => id.slice(0, 1000)),
  ),
  broken(
    'P12',
    'folds the case of ids',
    ids((id) => id.toLowerCase()),
  ),
  broken(
    'P12',
    'keeps UUIDs as 16 bytes, and so in lower case',
    ids((id) => (uuid.test(id) ? id.toLowerCase() : id)),
  ),
  broken(
    'P12',
    'keeps ids that look like numbers as numbers',
    ids((id) => (/^[\d.e-]+$/.test(id) ? `${+id}` : id)),
  ),
  broken(
    'P12',
    'normalises tenants',
    tenants((name) => name.normalize('NFC')),
  ),
  broken(
    'P12',
    'ends tenants at a line break',
    tenants((name) => name.split('\n')[0] ?? name),
  ),
  broken(
    'P12',
    'trims types',
    types((name) => name.trim() || name),
  ),
]
