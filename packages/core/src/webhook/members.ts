import { endOfString } from './scan.js'

/** A JSON value with every member of its objects, in the order of the text, repeated ones included. */
export type Node = string | number | boolean | null | readonly Node[] | Members

/** An object as the text writes it. `JSON.parse` would keep only the last of the members that share a key. */
export interface Members {
  readonly members: readonly (readonly [key: string, value: Node])[]
}

export const hasMembers = (node: Node): node is Members =>
  typeof node === 'object' && node !== null && 'members' in node && !Array.isArray(node)

/** Reads a text that `JSON.parse` accepts. Recursive: the caller has checked the depth of the text. */
export const readMembers = (text: string): Node => {
  let at = 0

  const next = (): string => {
    while (isSpace(text.charCodeAt(at))) at++
    return text.charAt(at)
  }
  const readString = (): string => {
    const from = at
    at = endOfString(text, from + 1) + 1
    const written = text.slice(from + 1, at - 1)
    return written.includes('\\') ? String(JSON.parse(text.slice(from, at))) : written
  }
  const readScalar = (): Node => {
    const from = at
    while (at < text.length && !endsScalar(text.charCodeAt(at))) at++
    return JSON.parse(text.slice(from, at)) as Node
  }
  const readList = (): Node => {
    const items: Node[] = []
    at++
    while (next() !== ']') {
      items.push(readNode())
      if (next() === ',') at++
    }
    at++
    return items
  }
  const readObject = (): Node => {
    const members: [string, Node][] = []
    at++
    while (next() !== '}') {
      const key = readString()
      next()
      at++
      members.push([key, readNode()])
      if (next() === ',') at++
    }
    at++
    return { members }
  }
  const readNode = (): Node => {
    switch (next()) {
      case '{':
        return readObject()
      case '[':
        return readList()
      case '"':
        return readString()
      default:
        return readScalar()
    }
  }
  return readNode()
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

const endsScalar = (code: number): boolean => isSpace(code) || code === 0x2c || code === 0x5d || code === 0x7d
