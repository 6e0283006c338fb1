import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/**
 * The index: a copy of what lists and searches need, made from the files and thrown away whenever it does not fit.
 * Raise the version when anything here changes, or when `search-text.ts`, `tag-key.ts` or the summary's form does: an index of another
 * version is deleted and built again.
 */
export const INDEX_VERSION = 5

/** Where an article stands. Numbers, because every list asks for ranges of them. */
export const PLACE = { inbox: 0, reading: 1, archive: 2, trash: 3 } as const

const TABLES = `
CREATE TABLE articles (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,
  address TEXT,
  saved TEXT NOT NULL,
  published TEXT,
  title TEXT NOT NULL,
  word_count INTEGER NOT NULL,
  progress REAL NOT NULL,
  favourite INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  highlights INTEGER NOT NULL,
  notes INTEGER NOT NULL,
  language TEXT NOT NULL,
  site TEXT NOT NULL,
  byline TEXT NOT NULL,
  -- ArticleSummary as JSON: a row of the list needs nothing else.
  summary TEXT NOT NULL,
  -- What the files looked like when they were read.
  stamp TEXT NOT NULL,
  html_stamp TEXT NOT NULL,
  -- The html_stamp whose text is in the search tables; differs while that is still to be done.
  text_stamp TEXT NOT NULL
) STRICT;
-- The number breaks ties; the place lets a list skip rows of other views without looking them up.
CREATE INDEX articles_by_place ON articles (place, saved, n);
CREATE INDEX articles_by_saved ON articles (saved, n, place);
CREATE INDEX articles_by_published ON articles (published, n, place);
CREATE INDEX articles_by_title ON articles (title, n, place);
CREATE INDEX articles_by_length ON articles (word_count, n, place);
CREATE INDEX articles_by_progress ON articles (progress, n, place);
-- The parts that the library's folder is compared in, see layout.ts.
CREATE INDEX articles_by_part ON articles (substr(id, -2), place);
CREATE INDEX articles_by_address ON articles (address) WHERE address IS NOT NULL;
CREATE INDEX articles_favourite ON articles (saved, n, place) WHERE favourite = 1;
CREATE INDEX articles_saving ON articles (saved) WHERE state = 'saving';
CREATE INDEX articles_annotated ON articles (id) WHERE highlights > 0 OR notes > 0;
-- What filters ask for, side by side: to look at every article without reading its summary.
CREATE INDEX articles_facets ON articles (
  place, state, favourite, progress, highlights, notes, missing, word_count, saved, published, language, site, byline, n
);
CREATE INDEX articles_without_text ON articles (n) WHERE text_stamp <> html_stamp;

CREATE TABLE tags (
  folded TEXT NOT NULL,
  n INTEGER NOT NULL,
  tag TEXT NOT NULL,
  -- Not in the trash: counted for the sidebar without looking up the article.
  live INTEGER NOT NULL,
  PRIMARY KEY (folded, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_article ON tags (n);

-- One row a highlight; the note on the whole article has an empty id.
CREATE TABLE marks (
  m INTEGER PRIMARY KEY,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  colour TEXT NOT NULL,
  quote TEXT NOT NULL,
  note TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  lost INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_by_article ON marks (n);

-- The text for passages, deflated: the search table keeps none.
CREATE TABLE texts (n INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT;

-- Files that could not be read, by name relative to the library.
CREATE TABLE damaged (file TEXT PRIMARY KEY, id TEXT NOT NULL, problem TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX damaged_by_article ON damaged (id);

-- Articles whose files are about to change: read again at the next start when the change was cut short.
CREATE TABLE pending (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Texts. Contentless: 81 MB instead of 215 for 10,000 articles. Folding is done before (search-text.ts).
CREATE VIRTUAL TABLE words USING fts5(
  body,
  content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
-- Which texts have a word or a beginning of one, and nothing more: what is typed is answered from here. Kept without
-- places the beginnings take 10 MB for 10,000 articles; in the table above they would take 26 (measured).
CREATE VIRTUAL TABLE terms USING fts5(
  body,
  content='', contentless_delete=1, detail=none, prefix='2 3 4',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, row);
-- The short fields, apart from the text: a tag that changes does not have the text indexed anew.
CREATE VIRTUAL TABLE heads USING fts5(
  title, byline, site, tags,
  content='', contentless_delete=1, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
-- All highlights and notes of an article as one row with its number, so that they need not be led back to it.
CREATE VIRTUAL TABLE mark_words USING fts5(
  quote, note, tags,
  content='', contentless_delete=1, prefix='2 3 4',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
-- Merging earlier would cost a tenth of the time that building takes, and save nothing that can be measured in a search.
INSERT INTO words (words, rank) VALUES ('automerge', 8);
INSERT INTO terms (terms, rank) VALUES ('automerge', 8);
`

/** Makes the tables of an empty database. */
export function createTables(database: DatabaseSyncInstance): void {
  database.exec('BEGIN IMMEDIATE')
  database.exec(TABLES)
  database.exec(`PRAGMA user_version = ${INDEX_VERSION}`)
  database.exec('COMMIT')
}
