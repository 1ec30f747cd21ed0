/** A body as text in an encoding that it may have; `json` where it parses in that one. */
export interface BodyText {
  readonly text: string
  readonly json: { readonly root: unknown } | undefined
}

/**
 * The body as text: in UTF-8 or, where it has NULs or a mark of UTF-16, in both orders of UTF-16 as well. The first one
 * that parses as JSON stands alone, since it then is what the body says.
 */
export const bodyTexts = (body: Uint8Array): readonly BodyText[] => {
  const texts: BodyText[] = []
  for (const encoding of encodingsOf(body)) {
    const text = new TextDecoder(encoding).decode(body)
    const json = parsed(text)
    if (json !== undefined) return [{ text, json }]
    texts.push({ text, json })
  }
  return texts
}

const encodingsOf = (body: Uint8Array): readonly ('utf-8' | 'utf-16le' | 'utf-16be')[] => {
  const [first, second] = body
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return isMarked || body.includes(0) ? ['utf-8', 'utf-16le', 'utf-16be'] : ['utf-8']
}

const parsed = (text: string): BodyText['json'] => {
  try {
    return { root: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
