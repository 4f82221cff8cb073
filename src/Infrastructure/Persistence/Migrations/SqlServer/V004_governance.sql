CREATE INDEX ix_tokens_pending ON tokens (organization_id, seq) WHERE approval = 'pending';
CREATE INDEX ix_tokens_sessions ON tokens (seq) WHERE kind = 'session';

CREATE TABLE policy_runs (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_policy_runs PRIMARY KEY CLUSTERED,
    run_id UNIQUEIDENTIFIER NOT NULL,
    organization_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_policy_runs_organization_id REFERENCES organizations (organization_id),
    policy_id UNIQUEIDENTIFIER NOT NULL,
    app_id UNIQUEIDENTIFIER NULL CONSTRAINT fk_policy_runs_app_id REFERENCES apps (app_id),
    max_ttl_days INT NULL,
    allowed_permissions NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NULL,
    max_rate_limit_rps INT NULL,
    last_token_seq BIGINT NOT NULL,
    shortened INT NOT NULL,
    lowered INT NOT NULL,
    revoked INT NOT NULL,
    actor_type VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_policy_runs_actor_type CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id UNIQUEIDENTIFIER NULL,
    actor_token_id UNIQUEIDENTIFIER NULL,
    actor_ip_address VARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    request_id VARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
    started_at DATETIME2(6) NOT NULL,
    progressed_at DATETIME2(6) NOT NULL,
    finished_at DATETIME2(6) NULL
);

CREATE UNIQUE INDEX ux_policy_runs_id ON policy_runs (run_id);
CREATE INDEX ix_policy_runs_unfinished ON policy_runs (seq) WHERE finished_at IS NULL;

CREATE TABLE revocations (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_revocations PRIMARY KEY CLUSTERED,
    operation_id UNIQUEIDENTIFIER NOT NULL,
    chain_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_revocations_chain_id REFERENCES chains (chain_id),
    reason NVARCHAR(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    revoked_at DATETIME2(6) NOT NULL,
    told_up_to BIGINT NOT NULL,
    actor_type VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_revocations_actor_type CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id UNIQUEIDENTIFIER NULL,
    actor_token_id UNIQUEIDENTIFIER NULL,
    actor_ip_address VARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    request_id VARCHAR(128) COLLATE Latin1_General_BIN2 NULL
);

CREATE UNIQUE INDEX ux_revocations_operation ON revocations (operation_id);

CREATE TABLE idempotency_keys (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_idempotency_keys PRIMARY KEY CLUSTERED,
    key_hash BINARY(32) NOT NULL,
    body_hash BINARY(32) NOT NULL,
    token_id UNIQUEIDENTIFIER NOT NULL,
    created_at DATETIME2(6) NOT NULL
);

CREATE UNIQUE INDEX ux_idempotency_keys_hash ON idempotency_keys (key_hash);
