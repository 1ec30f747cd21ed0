import { existsSync } from 'node:fs'

/** A line of the shared manifest. Fields have the vendor's names. */
export interface SharedCase {
  readonly id: string
  readonly tier: 1 | 2
  readonly verdict: 'accept' | 'reject'
  readonly kind?: string
  readonly alsoKind?: readonly string[]
  readonly path?: string
  readonly alsoAllowed?: readonly string[]
  readonly normalised?: Readonly<Record<string, unknown>>
  readonly warnings?: readonly string[]
  readonly kept?: Readonly<Record<string, unknown>>
  readonly rawMustContain?: string
  readonly derivedId?: boolean
}

interface Assumes {
  readonly now: number
  readonly maxBytes: number
  readonly maxDepth: number
  readonly futureSkewMs: number
}

interface Shared {
  readonly assumes: Assumes
  readonly cases: readonly SharedCase[]
  readonly bodies: ReadonlyMap<string, Uint8Array>
}

const loader = new URL('../../../../../shared/badinput/materialise.mjs', import.meta.url)

/** The cases that live beside the repository, or `undefined` where they are not at hand. */
export const loadShared = async (): Promise<Shared | undefined> => {
  if (!existsSync(loader)) return undefined
  const { loadManifest, loadCases } = (await import(loader.href)) as {
    loadManifest: () => { assumes: Assumes; cases: readonly SharedCase[] }
    loadCases: () => ReadonlyMap<string, Uint8Array>
  }
  return { ...loadManifest(), bodies: loadCases() }
}

/** The one value of that name in an event, wherever it stands; the vendor's names are told apart at every level. */
export const valueNamed = (event: object, name: string): unknown => {
  const ours = { eventName: 'type', createdAt: 'occurredAt', entityType: 'entity.type', entityId: 'entity.id' }[name]
  const path = (ours ?? name).split('.')
  const places = [event, ...['details', 'customer', 'customer.instore'].map((place) => at(event, place.split('.')))]
  return places.map((place) => at(place, path)).find((value) => value !== undefined)
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner: unknown, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
