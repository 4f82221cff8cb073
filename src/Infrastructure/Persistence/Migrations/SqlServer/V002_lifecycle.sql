CREATE TABLE token_overlaps (
    token_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT pk_token_overlaps PRIMARY KEY CLUSTERED CONSTRAINT fk_token_overlaps_token_id REFERENCES tokens (token_id),
    secret_hash BINARY(32) NOT NULL,
    ends_at DATETIME2(6) NOT NULL
);

CREATE UNIQUE INDEX ux_token_overlaps_secret_hash ON token_overlaps (secret_hash);

CREATE TABLE token_uses (
    token_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT pk_token_uses PRIMARY KEY CLUSTERED CONSTRAINT fk_token_uses_token_id REFERENCES tokens (token_id),
    last_used_at DATETIME2(6) NOT NULL
);

CREATE TABLE refresh_tokens (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_refresh_tokens PRIMARY KEY CLUSTERED,
    refresh_token_id UNIQUEIDENTIFIER NOT NULL,
    token_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_refresh_tokens_token_id REFERENCES tokens (token_id),
    predecessor_id UNIQUEIDENTIFIER NULL,
    secret_hash BINARY(32) NOT NULL,
    state VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_refresh_tokens_state CHECK (state IN ('live', 'used', 'replaced', 'ended')),
    lifetime_microseconds BIGINT NULL,
    issued_at DATETIME2(6) NOT NULL,
    expires_at DATETIME2(6) NOT NULL,
    used_at DATETIME2(6) NULL,
    uses INT NOT NULL
);

CREATE UNIQUE INDEX ux_refresh_tokens_id ON refresh_tokens (refresh_token_id);
CREATE UNIQUE INDEX ux_refresh_tokens_secret_hash ON refresh_tokens (secret_hash);
CREATE UNIQUE INDEX ux_refresh_tokens_live ON refresh_tokens (token_id) WHERE state = 'live';
CREATE INDEX ix_refresh_tokens_expiry ON refresh_tokens (expires_at, seq);

CREATE TABLE changes (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_changes PRIMARY KEY CLUSTERED,
    subject_type VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_changes_subject_type CHECK (subject_type IN ('token', 'user', 'app', 'organization')),
    subject_id UNIQUEIDENTIFIER NOT NULL,
    changed_at DATETIME2(6) NOT NULL
);
