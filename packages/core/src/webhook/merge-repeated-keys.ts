import type { KnownKeys } from './codec/known-keys.js'
import { addIssue, addStatement, addWarning, type DecodeContext, pathTo, printable } from './decode-context.js'
import { canonicalStatement } from './event-name.js'
import { hasMembers, type Members, type Node } from './members.js'

/** Where a node stands: as warnings show it, and as issues show it, which name no key that the codecs do not know. */
interface Place {
  readonly path: string
  readonly issuePath: string
}

/**
 * The value of a node with one value for each key. Known keys are trimmed; of several copies the last exact one wins, or
 * the last one where none is exact. Copies of an identity field that differ are a conflict; other copies are a warning. A
 * forbidden key is an issue, and left out.
 */
export const mergeRepeatedKeys = (node: Node, keys: KnownKeys | undefined, context: DecodeContext): unknown =>
  mergeNode(node, keys, root, context)

const root: Place = { path: '', issuePath: '' }

const mergeNode = (node: Node, keys: KnownKeys | undefined, place: Place, context: DecodeContext): unknown => {
  if (hasMembers(node)) return mergeMembers(node, keys, place, context)
  if (!Array.isArray(node)) return node
  return node.map((item: Node, index) => mergeNode(item, keys?.items, within(place, index), context))
}

interface Copy {
  readonly isExact: boolean
  readonly value: unknown
}

const mergeMembers = (object: Members, keys: KnownKeys | undefined, place: Place, context: DecodeContext): unknown => {
  const copies = new Map<string, Copy[]>()
  for (const [key, node] of object.members) {
    const trimmed = key.trim()
    if (isForbidden(trimmed, node)) {
      addIssue(context, 'forbidden', pathTo(place.issuePath, trimmed), 'no key that could reach a prototype')
      continue
    }
    const name = isKnown(trimmed, keys) ? trimmed : key
    const known = keys?.fields.get(name) ?? keys?.others
    const inner = placeOf(name, keys, place)
    const value = mergeNode(node, known, inner, context)
    if (known?.isIdentity === true) addStatement(context, inner.path, canonicalStatement(name, value))
    const others = copies.get(name)
    if (others === undefined) copies.set(name, [{ isExact: key === name, value }])
    else others.push({ isExact: key === name, value })
  }
  const merged: Record<string, unknown> = {}
  for (const [name, stated] of copies) {
    merged[name] = winner(stated)
    const isIdentity = keys?.fields.get(name)?.isIdentity === true
    if (stated.length > 1 && !isIdentity) addWarning(context, 'repeated', pathTo(place.path, printable(name)))
  }
  return merged
}

const within = ({ path, issuePath }: Place, key: string | number): Place => ({
  path: pathTo(path, key),
  issuePath: pathTo(issuePath, key),
})

/** The fields of `attributes` have the paths that they have in a flat event. */
const placeOf = (name: string, keys: KnownKeys | undefined, place: Place): Place => {
  const field = keys?.fields.get(name)
  if (field?.isEnvelope === true) return place
  if (field !== undefined) return within(place, name)
  return { path: pathTo(place.path, printable(name)), issuePath: pathTo(place.issuePath, '*') }
}

const isKnown = (key: string, keys: KnownKeys | undefined): boolean =>
  keys !== undefined && (keys.others !== undefined || keys.fields.has(key))

/** Null states nothing, and so is no copy. */
const winner = (copies: readonly Copy[]): unknown => {
  const stated = copies.filter(({ value }) => value !== null)
  return (stated.findLast(({ isExact }) => isExact) ?? stated.at(-1))?.value ?? null
}

const isForbidden = (key: string, value: Node): boolean =>
  key === '__proto__' || (key === 'constructor' && hasMembers(value) && value.members.some(isPrototype))

const isPrototype = ([key]: Members['members'][number]): boolean => key.trim() === 'prototype'
