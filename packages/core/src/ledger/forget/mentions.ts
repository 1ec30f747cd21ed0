/** Whether a body, readable or not, has this text in it, as it is or behind JSON escapes; digits must stand alone. */
export const mentions = (body: Uint8Array, text: string): boolean => {
  const read = new TextDecoder().decode(body)
  return stands(read, text) || stands(unescaped(read), text)
}

const stands = (within: string, text: string): boolean => {
  for (let at = within.indexOf(text); at >= 0; at = within.indexOf(text, at + 1))
    if (!/^\d+$/.test(text) || !isDigit(within[at - 1], within[at + text.length])) return true
  return false
}

const isDigit = (...characters: readonly (string | undefined)[]): boolean =>
  characters.some((character) => character !== undefined && /\d/.test(character))

const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|["\\/bfnrt])/g, (escape) => JSON.parse(`"${escape}"`) as string)
