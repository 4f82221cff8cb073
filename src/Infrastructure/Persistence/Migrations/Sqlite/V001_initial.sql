CREATE TABLE chains (
    chain_id TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE organizations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sub_domain TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_organizations_id ON organizations (organization_id);
CREATE UNIQUE INDEX ux_organizations_sub_domain ON organizations (sub_domain);

CREATE TABLE users (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    is_platform_admin INTEGER NOT NULL CHECK (is_platform_admin IN (0, 1)),
    password_hash TEXT NULL,
    created_at TEXT NOT NULL,
    disabled_at TEXT NULL
);

CREATE UNIQUE INDEX ux_users_id ON users (user_id);
CREATE UNIQUE INDEX ux_users_email ON users (email);

CREATE TABLE members (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
    user_id TEXT NOT NULL REFERENCES users (user_id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'developer', 'operator', 'viewer')),
    created_at TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_members_organization_user ON members (organization_id, user_id);
CREATE INDEX ix_members_user ON members (user_id, seq);

CREATE TABLE apps (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
    name TEXT NOT NULL,
    description TEXT NULL,
    created_at TEXT NOT NULL,
    deleted_at TEXT NULL
);

CREATE UNIQUE INDEX ux_apps_id ON apps (app_id);
CREATE INDEX ix_apps_organization ON apps (organization_id, seq);

CREATE TABLE app_token_policies (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    policy_id TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (organization_id),
    app_id TEXT NULL REFERENCES apps (app_id),
    max_ttl_days INTEGER NULL,
    max_live_tokens INTEGER NULL,
    allowed_permissions TEXT NULL,
    default_rate_limit_rps INTEGER NULL,
    max_rate_limit_rps INTEGER NULL,
    requires_admin_approval INTEGER NOT NULL CHECK (requires_admin_approval IN (0, 1)),
    description TEXT NULL,
    created_by TEXT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_app_token_policies_id ON app_token_policies (policy_id);
CREATE UNIQUE INDEX ux_app_token_policies_app ON app_token_policies (app_id) WHERE app_id IS NOT NULL;
CREATE UNIQUE INDEX ux_app_token_policies_default ON app_token_policies (organization_id) WHERE app_id IS NULL;
CREATE INDEX ix_app_token_policies_organization ON app_token_policies (organization_id, seq);

CREATE TABLE tokens (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    token_id TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('app', 'personal', 'session', 'organization')),
    organization_id TEXT NULL REFERENCES organizations (organization_id),
    app_id TEXT NULL REFERENCES apps (app_id),
    user_id TEXT NULL REFERENCES users (user_id),
    name TEXT NOT NULL,
    description TEXT NULL,
    prefix TEXT NOT NULL,
    scopes TEXT NOT NULL,
    permissions TEXT NOT NULL,
    workspace_ids TEXT NOT NULL,
    namespace_ids TEXT NOT NULL,
    environment_ids TEXT NOT NULL,
    endpoint_paths TEXT NOT NULL,
    authorized_ip_addresses TEXT NOT NULL,
    rate_limit_rps INTEGER NULL,
    rate_limit_burst INTEGER NULL,
    approval TEXT NOT NULL CHECK (approval IN ('not_required', 'pending', 'approved', 'rejected')),
    created_by_user_id TEXT NULL,
    created_by_token_id TEXT NULL,
    issued_at TEXT NOT NULL,
    expires_at TEXT NULL,
    revoked_at TEXT NULL,
    revoked_reason TEXT NULL,
    revoked_by_operation TEXT NULL,
    version INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_tokens_id ON tokens (token_id);
CREATE UNIQUE INDEX ux_tokens_secret_hash ON tokens (secret_hash);
CREATE INDEX ix_tokens_app ON tokens (app_id, seq);
CREATE INDEX ix_tokens_app_live ON tokens (app_id, expires_at) WHERE revoked_at IS NULL;
CREATE INDEX ix_tokens_user ON tokens (user_id, seq);
CREATE INDEX ix_tokens_organization ON tokens (organization_id, seq);
CREATE INDEX ix_tokens_operation ON tokens (revoked_by_operation, seq) WHERE revoked_by_operation IS NOT NULL;

CREATE TABLE audit_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    chain_id TEXT NOT NULL REFERENCES chains (chain_id),
    sequence INTEGER NOT NULL,
    occurred_at TEXT NOT NULL,
    action TEXT NOT NULL,
    actor_type TEXT NOT NULL CHECK (actor_type IN ('user', 'app', 'organization', 'system')),
    actor_id TEXT NULL,
    actor_token_id TEXT NULL,
    actor_ip_address TEXT NULL,
    request_id TEXT NULL,
    target_type TEXT NOT NULL,
    target_id TEXT NOT NULL,
    changes TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
);

CREATE UNIQUE INDEX ux_audit_events_id ON audit_events (event_id);
CREATE UNIQUE INDEX ux_audit_events_chain ON audit_events (chain_id, sequence);

INSERT INTO chains (chain_id, sequence, hash)
VALUES ('00000000-0000-0000-0000-000000000001', 0, x'0000000000000000000000000000000000000000000000000000000000000000');
