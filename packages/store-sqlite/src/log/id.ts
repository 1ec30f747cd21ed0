const canonicalUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id as it is stored: 16 bytes where it is a canonical UUID in lower case, else the text itself. */
export const boundId = (id: string): string | Uint8Array =>
  canonicalUuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id

/** The id as the statements select it: 32 hex digits, or the text behind a quotation mark. */
export const selectedId = (id: string): string => (canonicalUuid.test(id) ? id.replaceAll('-', '') : `"${id}`)

/** The id out of its selected form. */
export const textOfId = (selected: string): string =>
  selected.startsWith('"')
    ? selected.slice(1)
    : `${selected.slice(0, 8)}-${selected.slice(8, 12)}-${selected.slice(12, 16)}-${selected.slice(16, 20)}-${selected.slice(20)}`
