/** How far the readers of the log have come, by name and tenant. */
export const checkpointTables = `
-- One row for each name and tenant for ever, so that no revision is given twice: a delete leaves the revision, and every
-- value NULL. Rows are numbered 1, 2, 3. sort_key is name and tenant in UTF-16BE, a NUL between: their order, and a second
-- way to a row. epoch, position and event_id are the mark of the last handled event.
CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  tenant TEXT NOT NULL,
  sort_key BLOB NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  epoch TEXT,
  position INTEGER,
  event_id TEXT,
  replay_until INTEGER,
  owner TEXT,
  until INTEGER,
  checksum INTEGER NOT NULL,
  UNIQUE (name, tenant)
) STRICT;
`
