/** What every store keeps, and what no store has to. Sizes are bytes of UTF-8. */
export const storeLimits = {
  nameBytes: 200,
  idBytes: 1024,
  factKeys: 48,
  /** One text value of facts or personal. */
  textBytes: 1_048_576,
  /** The delivery as received. */
  bodyBytes: 1_048_576,
  /** Events of one read. */
  readEvents: 10_000,
  /** Bytes of one page: facts, personal parts, ids and names. One event at the least is given whatever its size. */
  pageBytes: 8_388_608,
} as const
