-- The entries. `body` is the exact line that is hashed and sent; it is erased (NULL) a day after its receipt, and the
-- skeleton stays so that the chain can be checked for ever.
CREATE TABLE entry(
    seq     INTEGER PRIMARY KEY CHECK (seq >= 1),
    id      TEXT    NOT NULL UNIQUE,
    type    TEXT    NOT NULL,
    visit   TEXT    NOT NULL,
    wall_ms INTEGER NOT NULL,
    body    BLOB,
    hash    TEXT    NOT NULL CHECK (length(hash) = 64),
    prev    TEXT    NOT NULL CHECK (length(prev) = 64)
) STRICT;
CREATE INDEX entry_with_body ON entry(seq) WHERE body IS NOT NULL;

-- Entries lost when a damaged journal was set aside: the only jumps in seq that verify accepts.
CREATE TABLE gap(
    first_seq INTEGER PRIMARY KEY,
    last_seq  INTEGER NOT NULL CHECK (last_seq >= first_seq)
) STRICT;

-- The live queue: the fold of the day's acts, changed in the same transaction as the entry. `open` holds no choice of a
-- citizen; `locked` does, under a key that stands in the key file's slot and nowhere else.
CREATE TABLE live_visit(
    visit  TEXT    PRIMARY KEY,
    place  INTEGER NOT NULL,
    open   TEXT    NOT NULL,
    slot   INTEGER UNIQUE,
    locked BLOB
) STRICT;
CREATE TABLE ended_visit(
    visit TEXT    PRIMARY KEY,
    place INTEGER NOT NULL,
    open  TEXT    NOT NULL
) STRICT;
CREATE TABLE wait_sample(
    place INTEGER PRIMARY KEY,
    open  TEXT    NOT NULL
) STRICT;
CREATE TABLE unit_state(
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    open TEXT    NOT NULL
) STRICT;

-- Slots whose key is to be overwritten: the visit ended, and the key file may still hold it.
CREATE TABLE spent_slot(
    slot INTEGER PRIMARY KEY
) STRICT;

-- Where a replay starts: the whole unit as it was after entry `seq`.
CREATE TABLE base(
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    unit TEXT    NOT NULL
) STRICT;

-- Items from the jobcenter that were acknowledged by an entry.
CREATE TABLE item_acknowledged(
    kind    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    etag    TEXT    NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT;
