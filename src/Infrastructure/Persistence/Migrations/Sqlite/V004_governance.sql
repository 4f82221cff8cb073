CREATE INDEX ix_tokens_pending ON tokens (organization_id, seq) WHERE approval = 'pending';
CREATE INDEX ix_tokens_sessions ON tokens (seq) WHERE kind = 'session';

CREATE TABLE policy_runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
    policy_id TEXT NOT NULL,
    app_id TEXT NULL REFERENCES apps (app_id),
    max_ttl_days INTEGER NULL,
    allowed_permissions TEXT NULL,
    max_rate_limit_rps INTEGER NULL,
    last_token_seq INTEGER NOT NULL,
    shortened INTEGER NOT NULL,
    lowered INTEGER NOT NULL,
    revoked INTEGER NOT NULL,
    actor_type TEXT NOT NULL CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id TEXT NULL,
    actor_token_id TEXT NULL,
    actor_ip_address TEXT NULL,
    request_id TEXT NULL,
    started_at TEXT NOT NULL,
    progressed_at TEXT NOT NULL,
    finished_at TEXT NULL
);

CREATE UNIQUE INDEX ux_policy_runs_id ON policy_runs (run_id);
CREATE INDEX ix_policy_runs_unfinished ON policy_runs (seq) WHERE finished_at IS NULL;

CREATE TABLE revocations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id TEXT NOT NULL,
    chain_id TEXT NOT NULL REFERENCES chains (chain_id),
    reason TEXT NOT NULL,
    revoked_at TEXT NOT NULL,
    told_up_to INTEGER NOT NULL,
    actor_type TEXT NOT NULL CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id TEXT NULL,
    actor_token_id TEXT NULL,
    actor_ip_address TEXT NULL,
    request_id TEXT NULL
);

CREATE UNIQUE INDEX ux_revocations_operation ON revocations (operation_id);

CREATE TABLE idempotency_keys (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash BLOB NOT NULL,
    body_hash BLOB NOT NULL,
    token_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_idempotency_keys_hash ON idempotency_keys (key_hash);
