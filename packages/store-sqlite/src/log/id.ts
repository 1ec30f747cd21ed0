const canonicalUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id as it is stored: 16 bytes where it is a canonical UUID in lower case, else the text itself. */
export const boundId = (id: string): string | Uint8Array =>
  canonicalUuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id

/** The id as the statements select it: 32 hex digits, or the text after a quotation mark. */
export const idText = (id: string): string => (canonicalUuid.test(id) ? id.replaceAll('-', '') : `"${id}`)

/** The id out of its selected form. */
export const textOfId = (selected: string): string =>
  selected.startsWith('"') ? selected.slice(1) : withHyphens(selected)

/** Made of characters: an id that is put together of slices keeps them all, and takes six times the memory of its text. */
const withHyphens = (digits: string): string => {
  let place = 0
  for (let at = 0; at < digits.length; at += 1) {
    if (place === 8 || place === 13 || place === 18 || place === 23) place += 1
    codes[place++] = digits.charCodeAt(at)
  }
  return String.fromCharCode(...codes)
}

const codes = Array<number>(36).fill('-'.charCodeAt(0))
