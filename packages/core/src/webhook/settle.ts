import type { KnownKeys } from './codec/known-keys.js'
import { hasMembers, type Members, type Node } from './members.js'
import { addIssue, addStatement, addWarning, type Notes, pathTo, printable } from './notes.js'

/**
 * The value that a node comes to once each of its keys has one value: known keys are trimmed, the exact and then the last
 * copy wins. Copies of identity that differ become conflicts, other copies warnings; forbidden keys are left out and told.
 */
export const settle = (node: Node, keys: KnownKeys | undefined, path: string, notes: Notes): unknown => {
  if (hasMembers(node)) return settleMembers(node, keys, path, notes)
  if (!Array.isArray(node)) return node
  return node.map((item: Node, index) => settle(item, keys?.items, pathTo(path, index), notes))
}

interface Copy {
  readonly isExact: boolean
  readonly value: unknown
}

const settleMembers = (object: Members, keys: KnownKeys | undefined, path: string, notes: Notes): unknown => {
  const copies = new Map<string, Copy[]>()
  for (const [key, node] of object.members) {
    const trimmed = key.trim()
    const name = isKnown(trimmed, keys) ? trimmed : key
    const known = keys?.fields.get(name) ?? keys?.others
    const namePath = name === 'attributes' && known?.isEnvelope === true ? path : pathTo(path, printable(name))
    if (isForbidden(trimmed, node)) {
      addIssue(notes, 'forbidden', pathTo(path, trimmed), 'no key that could reach a prototype')
      continue
    }
    const value = settle(node, known, namePath, notes)
    if (known?.isIdentity === true) addStatement(notes, namePath, value)
    const others = copies.get(name)
    if (others === undefined) copies.set(name, [{ isExact: key === name, value }])
    else others.push({ isExact: key === name, value })
  }
  const settled: Record<string, unknown> = {}
  for (const [name, stated] of copies) {
    settled[name] = winner(stated)
    const isIdentity = keys?.fields.get(name)?.isIdentity === true
    if (stated.length > 1 && !isIdentity) addWarning(notes, 'repeated', pathTo(path, printable(name)))
  }
  return settled
}

const isKnown = (key: string, keys: KnownKeys | undefined): boolean =>
  keys !== undefined && (keys.others !== undefined || keys.fields.has(key))

/** Null is absent, and so no copy. */
const winner = (copies: readonly Copy[]): unknown => {
  const stated = copies.filter(({ value }) => value !== null)
  return (stated.findLast(({ isExact }) => isExact) ?? stated.at(-1))?.value ?? null
}

const isForbidden = (key: string, value: Node): boolean =>
  key === '__proto__' || (key === 'constructor' && hasMembers(value) && value.members.some(isPrototype))

const isPrototype = ([key]: Members['members'][number]): boolean => key.trim() === 'prototype'
