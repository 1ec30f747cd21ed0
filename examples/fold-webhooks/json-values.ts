/** A longer one is cut: the ledger refuses it, and memory stays flat. */
const longest = 2 ** 20 + 2

/**
 * The JSON objects in a text that may hold them over several lines, or as the items of an array. What is between them is
 * passed over; an object that never ends is the last one.
 */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  const scan = objectScanner()
  for await (const chunk of chunks)
    for (const text of scan(decoder.decode(chunk, { stream: true }))) yield encoder.encode(text)
  const rest = scan('', true)
  for (const text of rest) yield encoder.encode(text)
}

const objectScanner = (): ((text: string, isEnd?: boolean) => readonly string[]) => {
  let held = ''
  let depth = 0
  let isText = false
  let isEscaped = false
  return (text, isEnd = false) => {
    const found: string[] = []
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at]
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (character === '\\') isEscaped = true
        else if (character === '"') isText = false
      } else if (character === '"') isText = depth > 0
      else if (character === '{') {
        if (depth === 0) from = at
        depth += 1
      } else if (character === '}' && depth > 0) {
        depth -= 1
        if (depth > 0) continue
        found.push(held + text.slice(from, at + 1))
        held = ''
      }
    }
    if (depth > 0 && held.length < longest) held += text.slice(from)
    if (isEnd && held !== '') found.push(held)
    return found
  }
}
