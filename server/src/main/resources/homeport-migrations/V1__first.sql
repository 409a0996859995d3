-- Names are stored by their sort key: the labels from right to left, parted by spaces.
-- Its plain order is the canonical order of DNS, so that a zone is read in one sweep.

CREATE TABLE account (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  password VARCHAR(200)
);

CREATE TABLE name_group (
  id INTEGER NOT NULL PRIMARY KEY,
  account VARCHAR(64) NOT NULL,
  name VARCHAR(64) NOT NULL,
  UNIQUE (account, name)
);

CREATE TABLE credential (
  user_name VARCHAR(64) NOT NULL PRIMARY KEY,
  secret CHAR(64) NOT NULL,
  group_id INTEGER NOT NULL,
  families VARCHAR(20) NOT NULL,
  limits TEXT NOT NULL
);

-- A zone that was removed stays with live = 0: its serial must go on if it comes back.
CREATE TABLE zone (
  sort_key VARCHAR(255) NOT NULL PRIMARY KEY,
  owner VARCHAR(64),
  live SMALLINT NOT NULL,
  serial BIGINT NOT NULL,
  about TEXT NOT NULL
);

-- Addresses stand beside the name they belong to: a million rows are read at each start.
CREATE TABLE hostname (
  sort_key VARCHAR(255) NOT NULL PRIMARY KEY,
  group_id INTEGER NOT NULL,
  fixed SMALLINT NOT NULL,
  ttl INTEGER NOT NULL,
  ipv4 TEXT,
  ipv6 TEXT
) ${clustered};

-- All records that are not addresses of a held name.
CREATE TABLE record (
  sort_key VARCHAR(255) NOT NULL,
  type INTEGER NOT NULL,
  ttl INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (sort_key, type)
) ${clustered};

CREATE TABLE released (
  sort_key VARCHAR(255) NOT NULL PRIMARY KEY,
  account VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL
) ${clustered};

-- What happened, the refused ones too; the eldest rows are dropped.
CREATE TABLE journal (
  id BIGINT NOT NULL PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  account VARCHAR(64) NOT NULL,
  credential VARCHAR(64) NOT NULL,
  remote VARCHAR(45) NOT NULL,
  door VARCHAR(20) NOT NULL,
  user_agent VARCHAR(200) NOT NULL,
  asked VARCHAR(255) NOT NULL,
  outcome VARCHAR(200) NOT NULL,
  changes TEXT NOT NULL
) ${clustered};

CREATE INDEX journal_by_asked ON journal (asked, id);
