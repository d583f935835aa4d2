//! The tables, as `docs/store.md` explains them.

/// “avvi”: marks an SQLite file as a corpus.
pub(crate) const APPLICATION_ID: i32 = 0x6176_7669;

/// What leads from version n to n + 1; the length is the current version.
///
/// A step is never changed once it is released; what changes is appended.
pub(crate) const MIGRATIONS: [&str; 2] = [FIRST, EVENTS];

const FIRST: &str = r#"
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun INTEGER NOT NULL,            -- microseconds since 1970, as all moments here
    finished INTEGER,                  -- none: cut short, or still going on
    program TEXT NOT NULL,
    tables TEXT NOT NULL,
    reader TEXT NOT NULL,              -- program and tables as one key
    arguments TEXT NOT NULL,           -- JSON
    summary TEXT                       -- JSON
) STRICT;

CREATE TABLE document (
    id TEXT PRIMARY KEY,               -- 12 letters of the place's hash
    place_kind TEXT NOT NULL,
    place TEXT NOT NULL,
    current INTEGER REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX document_current ON document (current);
CREATE INDEX document_place ON document (place);

CREATE TABLE capture (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    run INTEGER NOT NULL REFERENCES run (id),
    place_kind TEXT NOT NULL,          -- where the bytes were found; the document's place may be
    place TEXT NOT NULL,               -- the canonical URL that they state
    place_hash BLOB NOT NULL,
    hash TEXT NOT NULL,                -- of the bytes and of what their container says
    moment INTEGER NOT NULL,           -- fetched, or when the run began: orders the revisions
    fetched INTEGER,
    shown TEXT NOT NULL,
    format TEXT NOT NULL,
    charset TEXT,
    headers TEXT NOT NULL,             -- JSON
    given TEXT NOT NULL,               -- JSON
    length INTEGER NOT NULL,           -- of the bytes, decompressed
    bytes BLOB NOT NULL,               -- Zstandard
    UNIQUE (place_hash, hash)
) STRICT;
CREATE INDEX capture_document ON capture (document);
CREATE INDEX capture_place ON capture (place);

CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (id),
    run INTEGER NOT NULL REFERENCES run (id),
    reader TEXT NOT NULL,
    source_id TEXT NOT NULL,
    url TEXT,
    title TEXT,
    byline TEXT,
    published TEXT,
    outlet_id TEXT,
    outlet TEXT,
    outlet_folded TEXT NOT NULL,       -- id and name in lower case
    language TEXT,
    keywords TEXT NOT NULL,            -- JSON
    text TEXT NOT NULL,
    paragraphs TEXT NOT NULL,          -- JSON: [start, end, zone, language], bytes
    terms BLOB NOT NULL,               -- Zstandard over JSON: what is indexed
    UNIQUE (capture, reader)
) STRICT;
CREATE INDEX reading_source ON reading (source_id);
CREATE INDEX reading_url ON reading (url);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading (id),
    n INTEGER NOT NULL,                -- from 0, in the record
    anchor BLOB NOT NULL,              -- hash of the words
    language TEXT,                     -- of the paragraph
    speaker TEXT,                      -- in lower case, as all names here
    addressee TEXT,
    via TEXT,                          -- who relays it, innermost first, a line each
    mode TEXT NOT NULL,
    certainty TEXT,
    detail TEXT NOT NULL,              -- JSON: the statement with its spans, bytes
    UNIQUE (reading, n)
) STRICT;

CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    document TEXT REFERENCES document (id),
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    line INTEGER NOT NULL,             -- 0: none
    message TEXT NOT NULL,
    remedy TEXT,
    UNIQUE (place, line, kind, message)
) STRICT;
CREATE INDEX problem_document ON problem (document);

CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    signed TEXT NOT NULL,
    made INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document (id),
    n INTEGER,                         -- the statement's number when it was made
    anchor BLOB,                       -- what finds the statement again; none: the document
    change TEXT NOT NULL,              -- JSON
    revoked INTEGER,
    revoked_by TEXT
) STRICT;
CREATE INDEX correction_document ON correction (document);

CREATE TABLE tombstone (
    place_hash BLOB PRIMARY KEY,
    document TEXT NOT NULL,
    made INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX tombstone_document ON tombstone (document);

CREATE VIRTUAL TABLE document_terms USING fts5 (
    terms, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE statement_terms USING fts5 (
    terms, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
"#;

/// Events, and what else a record holds. Readings of before have none of it: their `record` is NULL.
const EVENTS: &str = r#"
ALTER TABLE reading ADD COLUMN record BLOB; -- Zstandard over JSON: the record without statements and events

ALTER TABLE statement ADD COLUMN speaker_actor TEXT; -- who speaks in the world: person:kishida-fumio
UPDATE statement SET speaker_actor = json_extract(detail, '$.speaker.actor');
CREATE INDEX statement_speaker_actor ON statement (speaker_actor) WHERE speaker_actor IS NOT NULL;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading (id),
    n INTEGER NOT NULL,                -- from 0, in the record
    language TEXT,                     -- of the paragraph
    type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    time TEXT,                         -- ISO 8601 or EDTF
    statement INTEGER,                 -- n of the statement on whose word it is known
    actor TEXT NOT NULL,               -- names and words, in lower case, a line each
    recipient TEXT NOT NULL,
    detail TEXT NOT NULL,              -- JSON: the event with its spans, bytes
    UNIQUE (reading, n)
) STRICT;

CREATE TABLE event_party (
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    role TEXT NOT NULL,                -- actor, recipient
    key TEXT NOT NULL,                 -- each id, country and code of a party: state:JPN, JPN, IGO
    PRIMARY KEY (event, role, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_key ON event_party (key);

CREATE VIRTUAL TABLE event_terms USING fts5 (
    terms, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
"#;
