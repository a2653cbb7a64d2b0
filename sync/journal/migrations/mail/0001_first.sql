-- The signed words of the jobcenter, whole, as they came.
CREATE TABLE receipt_text(
    number      INTEGER PRIMARY KEY,
    envelope    BLOB    NOT NULL,
    received_ms INTEGER NOT NULL
) STRICT;

-- One row an entry that the jobcenter holds: only a verified receipt with the same hash writes here.
CREATE TABLE receipt(
    id          TEXT    PRIMARY KEY,
    seq         INTEGER NOT NULL,
    sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
    server_seq  INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    number      INTEGER NOT NULL REFERENCES receipt_text(number)
) STRICT;
CREATE INDEX receipt_seq ON receipt(seq);

-- Entries that were refused, or are too large to be taken: kept, shown to staff, blocking nobody.
CREATE TABLE quarantine(
    id      TEXT    PRIMARY KEY,
    seq     INTEGER NOT NULL,
    sha256  TEXT    NOT NULL,
    problem TEXT    NOT NULL,
    at_ms   INTEGER NOT NULL
) STRICT;

-- What came down. `state` says what kiosk-sync made of it: 'applied' or 'refused'.
CREATE TABLE item(
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    etag        TEXT    NOT NULL,
    bytes       BLOB    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('applied', 'refused')),
    reason      TEXT    NOT NULL,
    received_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT;

CREATE TABLE note(
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
