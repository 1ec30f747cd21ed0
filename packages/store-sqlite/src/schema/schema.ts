import { checkpointTables } from './checkpoint-schema.js'
import { earlyIds } from './layout.js'
import { indexTables } from './index-schema.js'

/** `PLed` in the file's header: what makes a SQLite file a ledger. */
export const applicationId = 0x504c_6564

const version1 = `
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- head and recorded_at are those of the tenant's last event; sort_key is the name in UTF-16BE, which sorts by code unit.
CREATE TABLE tenants (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  sort_key BLOB NOT NULL UNIQUE,
  head INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- head is the version of the stream's last event; name_hash is a hash of tenant and name: a second way to a stream.
CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_hash INTEGER NOT NULL,
  head INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;
CREATE INDEX streams_name_hash ON streams (name_hash);

-- id is a BLOB of 16 bytes where it is a canonical UUID; event_text is JSON, see event-text.ts: one text is read faster than
-- a column for each fact, and a fact with another name needs no other column.
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  id ANY NOT NULL,
  event_text TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
-- A stream's events in order, with their ids: the first ids are scanned, the later ones are looked up.
CREATE UNIQUE INDEX events_stream ON events (stream, version, id);
CREATE UNIQUE INDEX events_late_id ON events (stream, id) WHERE version > ${earlyIds};
CREATE INDEX events_tenant ON events (tenant);
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

-- One row for each event, also where nothing personal was given; personal_text: see personal-text.ts. Forgotten: empty, the
-- checksum NULL.
CREATE TABLE personal (
  position INTEGER PRIMARY KEY,
  personal_text TEXT NOT NULL,
  checksum INTEGER
) STRICT;

-- One row for each event that was given a body. Forgotten: NULL.
CREATE TABLE bodies (
  position INTEGER PRIMARY KEY,
  bytes BLOB,
  checksum INTEGER
) STRICT;

${indexTables}${checkpointTables}`

/** One step a version of the file, oldest first: the first makes an empty file a ledger. `user_version` counts them. */
export const migrations: readonly string[] = [version1]
