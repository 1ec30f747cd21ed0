/** A UUID is selected as 32 hex digits, any other id after a quotation mark. */
const id = `iif(typeof(e.id) = 'blob', lower(hex(e.id)), '"' || e.id)`

/** The columns of an event, as `eventCell` counts them. */
export const eventColumns = `e.position, ${id}, e.event_text, e.checksum`

/** Events with their personal parts. */
export const wholeEvents = `SELECT ${eventColumns}, p.personal_text, p.checksum
  FROM main.events e LEFT JOIN main.personal p ON p.position = e.position`

/** Events without them. */
export const factsOfEvents = `SELECT ${eventColumns} FROM main.events e`

/** The columns of a whole row, as `tenantDamage` counts them. */
export const tenantColumns = 'id, name, head, recorded_at, checksum, sort_key'

/** The columns of a whole row, as `streamDamage` counts them. */
export const streamColumns = 'id, tenant, name, head, name_hash, checksum'

/** The epoch, and the tenant of the name bound here: one row, also where either is missing. */
export const tenantState = (columns = '', joins = ''): string =>
  `SELECT m.value, m.checksum, t.id, t.head, t.recorded_at, t.checksum${columns}
   FROM (SELECT 1) LEFT JOIN main.meta m ON m.name = 'epoch' LEFT JOIN main.tenants t ON t.name = ?${joins}`

/** The same, and the stream of the name bound after it. */
export const streamState = tenantState(
  ', s.id, s.head, s.checksum',
  ' LEFT JOIN main.streams s ON s.tenant = t.id AND s.name = ?',
)
