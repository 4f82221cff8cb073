CREATE TABLE token_overlaps (
    token_id TEXT NOT NULL PRIMARY KEY REFERENCES tokens (token_id),
    secret_hash BLOB NOT NULL,
    ends_at TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_token_overlaps_secret_hash ON token_overlaps (secret_hash);

CREATE TABLE token_uses (
    token_id TEXT NOT NULL PRIMARY KEY REFERENCES tokens (token_id),
    last_used_at TEXT NOT NULL
);

CREATE TABLE refresh_tokens (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    refresh_token_id TEXT NOT NULL,
    token_id TEXT NOT NULL REFERENCES tokens (token_id),
    predecessor_id TEXT NULL,
    secret_hash BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'replaced', 'ended')),
    lifetime_microseconds INTEGER NULL,
    issued_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT NULL,
    uses INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_refresh_tokens_id ON refresh_tokens (refresh_token_id);
CREATE UNIQUE INDEX ux_refresh_tokens_secret_hash ON refresh_tokens (secret_hash);
CREATE UNIQUE INDEX ux_refresh_tokens_live ON refresh_tokens (token_id) WHERE state = 'live';
CREATE INDEX ix_refresh_tokens_expiry ON refresh_tokens (expires_at, seq);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    subject_type TEXT NOT NULL CHECK (subject_type IN ('token', 'user', 'app', 'organization')),
    subject_id TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
