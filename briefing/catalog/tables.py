"""The tables of the catalog's databases."""

from briefing.catalog.database import Tables

CATALOG = Tables(
    4,
    """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE listings (kind TEXT, folder TEXT, text TEXT, newest INTEGER, seen INTEGER,
    PRIMARY KEY (kind, folder));
CREATE TABLE marks (kind TEXT, path TEXT, hash TEXT, PRIMARY KEY (kind, path)) WITHOUT ROWID;
CREATE TABLE made (kind TEXT, path TEXT, value BLOB, PRIMARY KEY (kind, path));
CREATE TABLE written (guid TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, hash TEXT, kind TEXT, day TEXT, instant INTEGER,
    guid TEXT, story TEXT, draft INTEGER, twin INTEGER, problems BLOB) WITHOUT ROWID;
CREATE INDEX files_by_day ON files (day);
CREATE INDEX files_by_instant ON files (instant);
CREATE INDEX files_by_guid ON files (guid);
CREATE INDEX files_by_story ON files (story) WHERE story != '';
CREATE INDEX files_by_kind ON files (kind) WHERE kind != 'entry';
CREATE INDEX files_draft ON files (day) WHERE draft = 1;
CREATE INDEX files_twin ON files (path) WHERE twin = 1;
CREATE INDEX files_with_problems ON files (path) WHERE problems IS NOT NULL;
CREATE TABLE texts (path TEXT PRIMARY KEY, value BLOB);
CREATE TABLE days (day TEXT PRIMARY KEY, mark TEXT, entries INTEGER) WITHOUT ROWID;
CREATE TABLE news (kind TEXT, path TEXT, PRIMARY KEY (kind, path)) WITHOUT ROWID;
CREATE TABLE documents (place TEXT PRIMARY KEY, problems BLOB, left_out BLOB) WITHOUT ROWID;
CREATE TABLE tellings (place TEXT, part INTEGER, guid TEXT, title TEXT, day INTEGER, story TEXT,
    url TEXT, grp TEXT, PRIMARY KEY (place, part)) WITHOUT ROWID;
CREATE INDEX tellings_by_guid ON tellings (guid);
CREATE INDEX tellings_by_title ON tellings (title);
CREATE INDEX tellings_by_story ON tellings (story) WHERE story != '';
CREATE INDEX tellings_by_url ON tellings (url) WHERE url != '';
CREATE INDEX tellings_by_group ON tellings (grp);
CREATE TABLE notices (text INTEGER, place TEXT, part INTEGER, title INTEGER, opening INTEGER,
    PRIMARY KEY (text, place, part)) WITHOUT ROWID;
CREATE INDEX notices_by_place ON notices (place);
CREATE TABLE standing (path TEXT PRIMARY KEY, guid TEXT, title TEXT, day INTEGER, seed TEXT,
    story TEXT, url TEXT, grp TEXT) WITHOUT ROWID;
CREATE INDEX standing_by_guid ON standing (guid);
CREATE INDEX standing_by_title ON standing (title);
CREATE INDEX standing_by_seed ON standing (seed) WHERE seed != '';
CREATE INDEX standing_by_story ON standing (story) WHERE story != '';
CREATE INDEX standing_by_url ON standing (url) WHERE url != '';
CREATE INDEX standing_by_group ON standing (grp) WHERE grp != '';
CREATE TABLE outcomes (grp TEXT PRIMARY KEY, verdict TEXT, problems BLOB, left_out BLOB)
    WITHOUT ROWID;
CREATE INDEX outcomes_by_verdict ON outcomes (verdict);
""",
)
"""What is known of documents and of ``content/``."""

SITE = Tables(
    2,
    """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE days (day TEXT PRIMARY KEY, made_from TEXT, stories INTEGER, entries INTEGER,
    changed TEXT, problems BLOB, link BLOB, outline BLOB, paths BLOB, item BLOB, urls BLOB,
    cards BLOB);
CREATE INDEX days_with_problems ON days (day) WHERE problems IS NOT NULL;
CREATE TABLE shown (taxonomy TEXT, key TEXT, day TEXT, name TEXT, place INTEGER, places BLOB,
    count INTEGER, mark TEXT, PRIMARY KEY (taxonomy, key, day)) WITHOUT ROWID;
CREATE INDEX shown_by_day ON shown (day);
CREATE TABLE told (story TEXT, day TEXT, place INTEGER, changed TEXT, paths BLOB, view BLOB,
    mark TEXT, PRIMARY KEY (story, day));
CREATE INDEX told_by_day ON told (day);
CREATE TABLE term_months (taxonomy TEXT, key TEXT, month TEXT, days INTEGER, entries INTEGER,
    PRIMARY KEY (taxonomy, key, month)) WITHOUT ROWID;
CREATE INDEX term_months_by_month ON term_months (month);
CREATE TABLE names (kind TEXT, key TEXT, slug TEXT, folder TEXT, name TEXT, first TEXT,
    place INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE INDEX names_by_slug ON names (kind, slug);
CREATE INDEX names_by_first ON names (kind, first);
CREATE INDEX names_by_folder ON names (folder);
CREATE TABLE maps (name TEXT PRIMARY KEY, changed TEXT) WITHOUT ROWID;
CREATE TABLE stale (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pages (unit TEXT, path TEXT, mark TEXT, size INTEGER, mtime_ns INTEGER,
    PRIMARY KEY (unit, path)) WITHOUT ROWID;
CREATE INDEX pages_by_path ON pages (path);
""",
)
"""What is known of one site: its days, what they show, and the files that were written."""
