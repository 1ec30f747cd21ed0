/**
 * The membership index. Rows are found by their key, which is the order of pages; number_hash is a few bits of a hash.
 * Personal values are in a table of their own, added at its end and emptied in place: a table that grows in the middle
 * splits pages, which leaves copies of rows in the file. Nothing here is the only copy of anything.
 */
export const indexTables = `
-- epoch, position, event_id and fold_version are those of the last step. row_count and row_sum are over the tenant's rows, so
-- that a missing row is found. A clear gives the tenant another id, and so leaves its rows to be deleted.
CREATE TABLE index_tenants (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  epoch TEXT NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT,
  fold_version INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  row_sum INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- What queries state; anomalies are names between blanks.
CREATE TABLE index_rows (
  tenant INTEGER NOT NULL,
  loyalty_program INTEGER NOT NULL,
  partner_program INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  stream TEXT NOT NULL,
  open INTEGER NOT NULL,
  tier INTEGER,
  number_hash INTEGER,
  expiry_date TEXT,
  expiry_time TEXT,
  expiry_instant INTEGER,
  end_unknown INTEGER NOT NULL,
  reminded INTEGER NOT NULL,
  anomalies TEXT,
  personal INTEGER,
  PRIMARY KEY (tenant, loyalty_program, partner_program, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX index_rows_customer ON index_rows (tenant, customer);
CREATE INDEX index_rows_partner ON index_rows (tenant, partner_program);
CREATE INDEX index_rows_number ON index_rows (tenant, number_hash) WHERE number_hash IS NOT NULL;
CREATE INDEX index_rows_anomalies ON index_rows (tenant, loyalty_program, partner_program, customer, anomalies)
  WHERE anomalies IS NOT NULL;
CREATE INDEX index_rows_reminded ON index_rows (tenant, loyalty_program, partner_program, customer)
  WHERE reminded = 1;
CREATE INDEX index_rows_end_unknown ON index_rows (tenant, loyalty_program, partner_program, customer)
  WHERE end_unknown = 1;
CREATE INDEX index_rows_instant ON index_rows (tenant, expiry_instant) WHERE expiry_instant IS NOT NULL;
CREATE INDEX index_rows_date ON index_rows (tenant, expiry_date)
  WHERE expiry_instant IS NULL AND expiry_date IS NOT NULL;

-- The folded states; the checksum is over the row and the state. Rows are wide, and so are stored by rowid: in a table
-- without one, a row longer than a quarter of a page gets a page of its own.
CREATE TABLE index_states (
  tenant INTEGER NOT NULL,
  stream TEXT NOT NULL,
  loyalty_program INTEGER NOT NULL,
  partner_program INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  state TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (tenant, stream)
) STRICT;

-- Emptied: every value NULL.
CREATE TABLE index_personal (
  id INTEGER PRIMARY KEY,
  number TEXT,
  personal_text TEXT,
  checksum INTEGER
) STRICT;
`
