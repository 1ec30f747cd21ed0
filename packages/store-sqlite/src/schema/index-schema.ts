/**
 * The membership index. Rows are found by their place, which is the order of pages; `number` is a few bits of a hash.
 * Personal values are in a table of their own, added at its end and emptied in place: a table that grows in the middle
 * splits pages, which leaves copies of rows in the file. Nothing here is the only copy of anything.
 */
export const indexTables = `
-- position and fold are those of the last step. A clear gives the tenant another id, and so leaves its rows behind.
CREATE TABLE index_tenants (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  fold INTEGER NOT NULL
) STRICT;

-- What is asked for; anomalies are names between blanks.
CREATE TABLE index_rows (
  tenant INTEGER NOT NULL,
  loyalty_program INTEGER NOT NULL,
  partner_program INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  stream TEXT NOT NULL,
  open INTEGER NOT NULL,
  tier INTEGER,
  number INTEGER,
  expiry_date TEXT,
  expiry_instant INTEGER,
  reminded INTEGER NOT NULL,
  anomalies TEXT,
  personal INTEGER,
  PRIMARY KEY (tenant, loyalty_program, partner_program, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX index_rows_customer ON index_rows (tenant, customer);
CREATE INDEX index_rows_partner ON index_rows (tenant, partner_program);
CREATE INDEX index_rows_number ON index_rows (tenant, number) WHERE number IS NOT NULL;
CREATE INDEX index_rows_anomalies ON index_rows (tenant, loyalty_program, partner_program, customer, anomalies)
  WHERE anomalies IS NOT NULL;
CREATE INDEX index_rows_reminded ON index_rows (tenant, loyalty_program, partner_program, customer)
  WHERE reminded = 1;
CREATE INDEX index_rows_instant ON index_rows (tenant, expiry_instant) WHERE expiry_instant IS NOT NULL;
CREATE INDEX index_rows_date ON index_rows (tenant, expiry_date)
  WHERE expiry_instant IS NULL AND expiry_date IS NOT NULL;

-- What is answered; the checksum is over the row and the state. Rows are wide, and so are kept by rowid: in a table without
-- one, what is longer than a quarter of a page gets a page of its own.
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
  more TEXT,
  checksum INTEGER
) STRICT;
`
