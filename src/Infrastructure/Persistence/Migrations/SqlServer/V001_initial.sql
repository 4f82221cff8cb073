CREATE TABLE chains (
    chain_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT pk_chains PRIMARY KEY CLUSTERED,
    sequence BIGINT NOT NULL,
    hash BINARY(32) NOT NULL
);

CREATE TABLE organizations (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_organizations PRIMARY KEY CLUSTERED,
    organization_id UNIQUEIDENTIFIER NOT NULL,
    name NVARCHAR(510) COLLATE Latin1_General_BIN2 NOT NULL,
    sub_domain NVARCHAR(126) COLLATE Latin1_General_BIN2 NOT NULL,
    created_at DATETIME2(6) NOT NULL
);

CREATE UNIQUE INDEX ux_organizations_id ON organizations (organization_id);
CREATE UNIQUE INDEX ux_organizations_sub_domain ON organizations (sub_domain);

CREATE TABLE users (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_users PRIMARY KEY CLUSTERED,
    user_id UNIQUEIDENTIFIER NOT NULL,
    email NVARCHAR(508) COLLATE Latin1_General_BIN2 NOT NULL,
    name NVARCHAR(510) COLLATE Latin1_General_BIN2 NOT NULL,
    is_platform_admin BIT NOT NULL,
    password_hash NVARCHAR(512) COLLATE Latin1_General_BIN2 NULL,
    created_at DATETIME2(6) NOT NULL,
    disabled_at DATETIME2(6) NULL
);

CREATE UNIQUE INDEX ux_users_id ON users (user_id);
CREATE UNIQUE INDEX ux_users_email ON users (email);

CREATE TABLE members (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_members PRIMARY KEY CLUSTERED,
    organization_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_members_organization_id REFERENCES organizations (organization_id),
    user_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_members_user_id REFERENCES users (user_id),
    role VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_members_role CHECK (role IN ('admin', 'developer', 'operator', 'viewer')),
    created_at DATETIME2(6) NOT NULL
);

CREATE UNIQUE INDEX ux_members_organization_user ON members (organization_id, user_id);
CREATE INDEX ix_members_user ON members (user_id, seq);

CREATE TABLE apps (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_apps PRIMARY KEY CLUSTERED,
    app_id UNIQUEIDENTIFIER NOT NULL,
    organization_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_apps_organization_id REFERENCES organizations (organization_id),
    name NVARCHAR(510) COLLATE Latin1_General_BIN2 NOT NULL,
    description NVARCHAR(2000) COLLATE Latin1_General_BIN2 NULL,
    created_at DATETIME2(6) NOT NULL,
    deleted_at DATETIME2(6) NULL
);

CREATE UNIQUE INDEX ux_apps_id ON apps (app_id);
CREATE INDEX ix_apps_organization ON apps (organization_id, seq);

CREATE TABLE app_token_policies (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_app_token_policies PRIMARY KEY CLUSTERED,
    policy_id UNIQUEIDENTIFIER NOT NULL,
    organization_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_app_token_policies_organization_id REFERENCES organizations (organization_id),
    app_id UNIQUEIDENTIFIER NULL CONSTRAINT fk_app_token_policies_app_id REFERENCES apps (app_id),
    max_ttl_days INT NULL,
    max_live_tokens INT NULL,
    allowed_permissions NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NULL,
    default_rate_limit_rps INT NULL,
    max_rate_limit_rps INT NULL,
    requires_admin_approval BIT NOT NULL,
    description NVARCHAR(2000) COLLATE Latin1_General_BIN2 NULL,
    created_by UNIQUEIDENTIFIER NULL,
    created_at DATETIME2(6) NOT NULL,
    updated_at DATETIME2(6) NOT NULL,
    version INT NOT NULL
);

CREATE UNIQUE INDEX ux_app_token_policies_id ON app_token_policies (policy_id);
CREATE UNIQUE INDEX ux_app_token_policies_app ON app_token_policies (app_id) WHERE app_id IS NOT NULL;
CREATE UNIQUE INDEX ux_app_token_policies_default ON app_token_policies (organization_id) WHERE app_id IS NULL;
CREATE INDEX ix_app_token_policies_organization ON app_token_policies (organization_id, seq);

CREATE TABLE tokens (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_tokens PRIMARY KEY CLUSTERED,
    token_id UNIQUEIDENTIFIER NOT NULL,
    secret_hash BINARY(32) NOT NULL,
    kind VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_tokens_kind CHECK (kind IN ('app', 'personal', 'session', 'organization')),
    organization_id UNIQUEIDENTIFIER NULL CONSTRAINT fk_tokens_organization_id REFERENCES organizations (organization_id),
    app_id UNIQUEIDENTIFIER NULL CONSTRAINT fk_tokens_app_id REFERENCES apps (app_id),
    user_id UNIQUEIDENTIFIER NULL CONSTRAINT fk_tokens_user_id REFERENCES users (user_id),
    name NVARCHAR(510) COLLATE Latin1_General_BIN2 NOT NULL,
    description NVARCHAR(2000) COLLATE Latin1_General_BIN2 NULL,
    prefix CHAR(10) NOT NULL,
    scopes NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    permissions NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    workspace_ids NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    namespace_ids NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    environment_ids NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    endpoint_paths NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    authorized_ip_addresses NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    rate_limit_rps INT NULL,
    rate_limit_burst INT NULL,
    approval VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_tokens_approval CHECK (approval IN ('not_required', 'pending', 'approved', 'rejected')),
    created_by_user_id UNIQUEIDENTIFIER NULL,
    created_by_token_id UNIQUEIDENTIFIER NULL,
    issued_at DATETIME2(6) NOT NULL,
    expires_at DATETIME2(6) NULL,
    revoked_at DATETIME2(6) NULL,
    revoked_reason NVARCHAR(2000) COLLATE Latin1_General_BIN2 NULL,
    revoked_by_operation UNIQUEIDENTIFIER NULL,
    version INT NOT NULL
);

CREATE UNIQUE INDEX ux_tokens_id ON tokens (token_id);
CREATE UNIQUE INDEX ux_tokens_secret_hash ON tokens (secret_hash);
CREATE INDEX ix_tokens_app ON tokens (app_id, seq);
CREATE INDEX ix_tokens_app_live ON tokens (app_id, expires_at) WHERE revoked_at IS NULL;
CREATE INDEX ix_tokens_user ON tokens (user_id, seq);
CREATE INDEX ix_tokens_organization ON tokens (organization_id, seq);
CREATE INDEX ix_tokens_operation ON tokens (revoked_by_operation, seq) WHERE revoked_by_operation IS NOT NULL;

CREATE TABLE audit_events (
    seq BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT pk_audit_events PRIMARY KEY CLUSTERED,
    event_id UNIQUEIDENTIFIER NOT NULL,
    chain_id UNIQUEIDENTIFIER NOT NULL CONSTRAINT fk_audit_events_chain_id REFERENCES chains (chain_id),
    sequence BIGINT NOT NULL,
    occurred_at DATETIME2(6) NOT NULL,
    action VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    actor_type VARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT ck_audit_events_actor_type CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id UNIQUEIDENTIFIER NULL,
    actor_token_id UNIQUEIDENTIFIER NULL,
    actor_ip_address VARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    request_id VARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
    target_type VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    target_id UNIQUEIDENTIFIER NOT NULL,
    changes NVARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    previous_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL
);

CREATE UNIQUE INDEX ux_audit_events_id ON audit_events (event_id);
CREATE UNIQUE INDEX ux_audit_events_chain ON audit_events (chain_id, sequence);

INSERT INTO chains (chain_id, sequence, hash)
VALUES ('00000000-0000-0000-0000-000000000001', 0, 0x0000000000000000000000000000000000000000000000000000000000000000);
