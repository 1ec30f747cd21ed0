/** A scalar of a JSON text at its place. */
export interface JsonPlace {
  /** The key of the object that holds it, items of a list being at the key of the list; `''` at the root. */
  readonly key: string
  /** The key of that object in turn. */
  readonly parent: string
  /** A text without its quotes and escapes, or the digits of a number as they stand. */
  readonly value: string
}

/**
 * Every text and number of a JSON text that parses, those under repeated keys too, which `JSON.parse` drops. No digit is
 * lost, and no depth is too much.
 */
export function* jsonPlaces(json: string): Generator<JsonPlace> {
  const keys: string[] = ['']
  let key: string | undefined
  for (const [token] of json.matchAll(tokens)) {
    const at = key ?? keys.at(-1) ?? ''
    if (token === '{' || token === '[') {
      keys.push(at)
      key = undefined
    } else if (token === '}' || token === ']') {
      keys.pop()
      key = undefined
    } else if (token.endsWith(':')) {
      key = textOf(token.slice(0, token.lastIndexOf('"') + 1))
    } else {
      const value = token.startsWith('"') ? textOf(token) : token
      yield { key: at, parent: keys.at(-1) ?? '', value }
      key = undefined
    }
  }
}

const tokens = /"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d[\d.eE+-]*|[{}[\]]/gsu

const textOf = (quoted: string): string => {
  const text: unknown = JSON.parse(quoted)
  return String(text)
}
