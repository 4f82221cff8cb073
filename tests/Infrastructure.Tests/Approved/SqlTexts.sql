-- AppSql.Add
INSERT INTO apps (app_id, organization_id, name, description, created_at)
VALUES (@AppId, @OrganizationId, @Name, @Description, @CreatedAt)

-- AppSql.Delete
UPDATE apps SET deleted_at = @Now WHERE app_id = @AppId

-- AppSql.Find
SELECT seq, app_id, organization_id, name, description, created_at FROM apps
WHERE app_id = @AppId AND organization_id = @OrganizationId AND deleted_at IS NULL

-- AppSql.List
SELECT seq, app_id, organization_id, name, description, created_at FROM apps
WHERE organization_id = @OrganizationId AND deleted_at IS NULL AND seq < @Before
ORDER BY seq DESC

-- AppSql.ListAll
SELECT seq, app_id, organization_id, name, description, created_at FROM apps WHERE deleted_at IS NULL ORDER BY seq

-- AppTokenPolicySql.Add
INSERT INTO app_token_policies (
    policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions, default_rate_limit_rps,
    max_rate_limit_rps, requires_admin_approval, description, created_by, created_at, updated_at, version)
VALUES (
    @PolicyId, @OrganizationId, @AppId, @MaxTtlDays, @MaxLiveTokens, @AllowedPermissions, @DefaultRateLimitRps,
    @MaxRateLimitRps, @RequiresAdminApproval, @Description, @CreatedBy, @CreatedAt, @UpdatedAt, @Version)

-- AppTokenPolicySql.Count
SELECT COUNT(*) FROM app_token_policies
WHERE organization_id = @OrganizationId AND (@AppId IS NULL OR app_id = @AppId)

-- AppTokenPolicySql.Delete
DELETE FROM app_token_policies WHERE policy_id = @PolicyId

-- AppTokenPolicySql.Find
SELECT seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
updated_at, version FROM app_token_policies
WHERE policy_id = @PolicyId AND organization_id = @OrganizationId

-- AppTokenPolicySql.FindCandidates
SELECT seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
updated_at, version FROM app_token_policies
WHERE organization_id = @OrganizationId AND (app_id = @AppId OR app_id IS NULL)

-- AppTokenPolicySql.FindIssuingGround
SELECT COUNT(*) FROM apps WHERE app_id = @AppId AND organization_id = @OrganizationId AND deleted_at IS NULL;
SELECT seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
updated_at, version FROM app_token_policies
WHERE organization_id = @OrganizationId AND (app_id = @AppId OR app_id IS NULL);
SELECT CASE
    WHEN EXISTS (SELECT 1 FROM app_token_policies WHERE organization_id = @OrganizationId AND max_live_tokens IS NOT NULL)
    THEN (SELECT COUNT(*) FROM tokens WHERE app_id = @AppId AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now))
    ELSE 0 END;

-- AppTokenPolicySql.FindOf
SELECT seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
updated_at, version FROM app_token_policies
WHERE organization_id = @OrganizationId AND (app_id = @AppId OR (@AppId IS NULL AND app_id IS NULL))

-- AppTokenPolicySql.List
SELECT seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
updated_at, version FROM app_token_policies
WHERE organization_id = @OrganizationId AND (@AppId IS NULL OR app_id = @AppId) AND seq < @Before
ORDER BY seq DESC

-- AppTokenPolicySql.Update
UPDATE app_token_policies
SET max_ttl_days = @MaxTtlDays, max_live_tokens = @MaxLiveTokens, allowed_permissions = @AllowedPermissions,
    default_rate_limit_rps = @DefaultRateLimitRps, max_rate_limit_rps = @MaxRateLimitRps,
    requires_admin_approval = @RequiresAdminApproval, description = @Description, updated_at = @UpdatedAt,
    version = @Version
WHERE policy_id = @PolicyId

-- AuditLogSql.FindAfter
SELECT event_id, sequence FROM audit_events
WHERE chain_id = @ChainId AND sequence > @Sequence
ORDER BY sequence

-- AuditLogSql.List
SELECT event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id,
target_type, target_id, changes, previous_hash, hash FROM audit_events
WHERE chain_id = @ChainId AND sequence < @Before
    AND (@Action IS NULL OR action = @Action)
    AND (@ActorId IS NULL OR actor_id = @ActorId)
    AND (@TargetId IS NULL OR target_id = @TargetId)
    AND (@Since IS NULL OR occurred_at >= @Since)
    AND (@Until IS NULL OR occurred_at < @Until)
ORDER BY sequence DESC

-- AuditLogSql.Stream
SELECT event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id,
target_type, target_id, changes, previous_hash, hash FROM audit_events
WHERE chain_id = @ChainId AND sequence <= @Last
ORDER BY sequence

-- ChainSql.AddEvent
INSERT INTO audit_events (
    event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address,
    request_id, target_type, target_id, changes, previous_hash, hash)
VALUES (
    @EventId, @ChainId, @Sequence, @OccurredAt, @Action, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress,
    @RequestId, @TargetType, @TargetId, @Changes, @PreviousHash, @Hash)

-- ChainSql.Find
SELECT sequence, hash FROM chains WHERE chain_id = @ChainId

-- ChainSql.Lock
UPDATE chains SET sequence = sequence + 1 WHERE chain_id = @ChainId;
SELECT sequence, hash FROM chains WHERE chain_id = @ChainId;

-- ChainSql.MoveHead
UPDATE chains SET sequence = @Sequence, hash = @Hash WHERE chain_id = @ChainId

-- ChainSql.Open
INSERT INTO chains (chain_id, sequence, hash) VALUES (@ChainId, 0, @Hash)

-- ChangeSql.Add
INSERT INTO changes (subject_type, subject_id, changed_at)
VALUES (@SubjectType, @SubjectId, @ChangedAt)

-- ChangeSql.FindSettled
SELECT MAX(seq) FROM changes WHERE changed_at <= @SettledAt

-- ChangeSql.List
SELECT seq, subject_type, subject_id, changed_at FROM changes WHERE seq > @After ORDER BY seq

-- HousekeepingSql.ListChanges
SELECT seq FROM changes WHERE changed_at <= @Before ORDER BY seq

-- HousekeepingSql.ListKeys
SELECT seq FROM idempotency_keys WHERE created_at <= @Before ORDER BY seq

-- HousekeepingSql.ListRefreshTokens
SELECT seq FROM refresh_tokens WHERE expires_at <= @Before ORDER BY seq

-- HousekeepingSql.ListSessions
SELECT seq FROM tokens WHERE kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before) ORDER BY seq

-- HousekeepingSql.RemoveChanges
DELETE FROM changes WHERE changed_at <= @Before AND seq <= @Last

-- HousekeepingSql.RemoveKeys
DELETE FROM idempotency_keys WHERE created_at <= @Before AND seq <= @Last

-- HousekeepingSql.RemoveRefreshTokens
DELETE FROM refresh_tokens WHERE expires_at <= @Before AND seq <= @Last

-- HousekeepingSql.RemoveSessions
DELETE FROM token_uses WHERE token_id IN (SELECT token_id FROM tokens WHERE kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before) AND seq <= @Last);
DELETE FROM token_overlaps WHERE token_id IN (SELECT token_id FROM tokens WHERE kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before) AND seq <= @Last);
DELETE FROM refresh_tokens WHERE token_id IN (SELECT token_id FROM tokens WHERE kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before) AND seq <= @Last);
DELETE FROM tokens WHERE kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before) AND seq <= @Last;

-- IdempotencyKeySql.Find
SELECT key_hash, body_hash, token_id, created_at FROM idempotency_keys
WHERE key_hash = @KeyHash AND created_at > @Since

-- IdempotencyKeySql.Keep
DELETE FROM idempotency_keys WHERE key_hash = @KeyHash;
INSERT INTO idempotency_keys (key_hash, body_hash, token_id, created_at)
VALUES (@KeyHash, @BodyHash, @TokenId, @CreatedAt);

-- MemberSql.Add
INSERT INTO members (organization_id, user_id, role, created_at)
VALUES (@OrganizationId, @UserId, @Role, @CreatedAt)

-- MemberSql.CountAdmins
SELECT COUNT(*) FROM members m
JOIN users u ON u.user_id = m.user_id
WHERE m.organization_id = @OrganizationId AND m.role = 'admin' AND u.disabled_at IS NULL

-- MemberSql.Find
SELECT m.seq, m.role, m.created_at AS member_since, u.user_id, u.email, u.name, u.is_platform_admin, u.created_at, u.disabled_at FROM members m
JOIN users u ON u.user_id = m.user_id
WHERE m.organization_id = @OrganizationId AND m.user_id = @UserId

-- MemberSql.List
SELECT m.seq, m.role, m.created_at AS member_since, u.user_id, u.email, u.name, u.is_platform_admin, u.created_at, u.disabled_at FROM members m
JOIN users u ON u.user_id = m.user_id
WHERE m.organization_id = @OrganizationId AND m.seq < @Before
ORDER BY m.seq DESC

-- MemberSql.Remove
DELETE FROM members WHERE organization_id = @OrganizationId AND user_id = @UserId

-- MemberSql.SetRole
UPDATE members SET role = @Role WHERE organization_id = @OrganizationId AND user_id = @UserId

-- MigrationSql.Add
INSERT INTO schema_migrations (name, checksum, applied_at) VALUES (@Name, @Checksum, @AppliedAt)

-- MigrationSql.ListApplied
SELECT name, checksum FROM schema_migrations ORDER BY name

-- OrganizationSql.Add
INSERT INTO organizations (organization_id, name, sub_domain, created_at)
VALUES (@OrganizationId, @Name, @SubDomain, @CreatedAt)

-- OrganizationSql.CountAny
SELECT CASE WHEN EXISTS (SELECT 1 FROM organizations) THEN 1 ELSE 0 END

-- OrganizationSql.CountBySubDomain
SELECT COUNT(*) FROM organizations WHERE sub_domain = @SubDomain

-- OrganizationSql.Find
SELECT seq, organization_id, name, sub_domain, created_at FROM organizations WHERE organization_id = @OrganizationId

-- OrganizationSql.FindBySubDomain
SELECT seq, organization_id, name, sub_domain, created_at FROM organizations WHERE sub_domain = @SubDomain

-- OrganizationSql.List
SELECT seq, organization_id, name, sub_domain, created_at FROM organizations
WHERE seq < @Before
    AND (@OnlyOrganizationId IS NULL OR organization_id = @OnlyOrganizationId)
    AND (@OnlyOf IS NULL OR EXISTS (
        SELECT 1 FROM members m WHERE m.organization_id = organizations.organization_id AND m.user_id = @OnlyOf))
ORDER BY seq DESC

-- OrganizationSql.Update
UPDATE organizations SET name = @Name, sub_domain = @SubDomain WHERE organization_id = @OrganizationId

-- OrganizationTokenSql.AddAnnotation
INSERT INTO annotations (token_id, annotation_key, annotation_value) VALUES (@TokenId, @AnnotationKey, @AnnotationValue)

-- OrganizationTokenSql.AddMark
INSERT INTO annotation_marks (organization_id, mark, token_seq)
SELECT organization_id, @Mark, seq FROM tokens WHERE token_id = @TokenId

-- OrganizationTokenSql.Find
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE token_id = @TokenId AND kind = 'organization' AND revoked_at IS NULL

-- OrganizationTokenSql.List
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens WHERE organization_id = @OrganizationId AND kind = 'organization' AND revoked_at IS NULL AND seq >= @From ORDER BY seq

-- OrganizationTokenSql.ListAnnotations
SELECT annotation_key, annotation_value FROM annotations WHERE token_id = @TokenId ORDER BY seq

-- OrganizationTokenSql.ListMarked
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM (SELECT driver.token_seq FROM annotation_marks driver
    WHERE driver.organization_id = @OrganizationId AND driver.mark = @FirstMark AND driver.token_seq >= @From
        AND NOT EXISTS (
            SELECT 1 FROM ordinals
            WHERE n > 0 AND n < @MarkCount AND NOT EXISTS (
                SELECT 1 FROM annotation_marks other
                WHERE other.organization_id = @OrganizationId AND other.mark = SUBSTRING(@Marks, n * 32 + 1, 32)
                    AND other.token_seq = driver.token_seq))) marked
INNER JOIN tokens ON seq = token_seq WHERE organization_id = @OrganizationId AND kind = 'organization' AND revoked_at IS NULL AND seq >= @From ORDER BY token_seq

-- OrganizationTokenSql.ListMarkedPositions
SELECT seq FROM (SELECT driver.token_seq FROM annotation_marks driver
    WHERE driver.organization_id = @OrganizationId AND driver.mark = @FirstMark AND driver.token_seq >= @From
        AND NOT EXISTS (
            SELECT 1 FROM ordinals
            WHERE n > 0 AND n < @MarkCount AND NOT EXISTS (
                SELECT 1 FROM annotation_marks other
                WHERE other.organization_id = @OrganizationId AND other.mark = SUBSTRING(@Marks, n * 32 + 1, 32)
                    AND other.token_seq = driver.token_seq))) marked
INNER JOIN tokens ON seq = token_seq WHERE organization_id = @OrganizationId AND kind = 'organization' AND revoked_at IS NULL AND seq >= @From ORDER BY token_seq

-- OrganizationTokenSql.ListPositions
SELECT seq FROM tokens WHERE organization_id = @OrganizationId AND kind = 'organization' AND revoked_at IS NULL AND seq >= @From ORDER BY seq

-- OrganizationTokenSql.RemoveAnnotations
DELETE FROM annotations WHERE token_id = @TokenId

-- OrganizationTokenSql.RemoveMarks
DELETE FROM annotation_marks WHERE token_seq = (SELECT seq FROM tokens WHERE token_id = @TokenId)

-- PolicyRunSql.Add
INSERT INTO policy_runs (
    run_id, organization_id, policy_id, app_id, max_ttl_days, allowed_permissions, max_rate_limit_rps, last_token_seq,
    shortened, lowered, revoked, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, started_at, progressed_at)
VALUES (
    @RunId, @OrganizationId, @PolicyId, @AppId, @MaxTtlDays, @AllowedPermissions, @MaxRateLimitRps, @LastTokenSeq,
    @Shortened, @Lowered, @Revoked, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress, @RequestId, @StartedAt, @StartedAt)

-- PolicyRunSql.Find
SELECT run_id, organization_id, policy_id, app_id, max_ttl_days, allowed_permissions, max_rate_limit_rps, last_token_seq,
    shortened, lowered, revoked, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, started_at
FROM policy_runs WHERE run_id = @RunId

-- PolicyRunSql.Finish
UPDATE policy_runs SET finished_at = @Now WHERE run_id = @RunId AND finished_at IS NULL

-- PolicyRunSql.ListStalled
SELECT run_id FROM policy_runs
WHERE finished_at IS NULL AND progressed_at <= @Since
ORDER BY seq

-- PolicyRunSql.UpdateCounts
UPDATE policy_runs SET shortened = @Shortened, lowered = @Lowered, revoked = @Revoked, progressed_at = @Now
WHERE run_id = @RunId

-- RefreshTokenSql.Add
INSERT INTO refresh_tokens (
    refresh_token_id, token_id, predecessor_id, secret_hash, state, lifetime_microseconds, issued_at, expires_at, used_at, uses)
VALUES (
    @RefreshTokenId, @TokenId, @PredecessorId, @SecretHash, @State, @LifetimeMicroseconds, @IssuedAt, @ExpiresAt, @UsedAt, @Uses)

-- RefreshTokenSql.FindByHash
SELECT refresh_token_id, token_id, predecessor_id, state, lifetime_microseconds, issued_at, used_at, uses FROM refresh_tokens WHERE secret_hash = @SecretHash

-- RefreshTokenSql.FindLive
SELECT refresh_token_id, token_id, predecessor_id, state, lifetime_microseconds, issued_at, used_at, uses FROM refresh_tokens WHERE token_id = @TokenId AND state = 'live'

-- RefreshTokenSql.Update
UPDATE refresh_tokens SET state = @State, used_at = @UsedAt, uses = @Uses
WHERE refresh_token_id = @RefreshTokenId

-- RevocationSql.Add
INSERT INTO revocations (
    operation_id, chain_id, reason, revoked_at, told_up_to, actor_type, actor_id, actor_token_id, actor_ip_address, request_id)
VALUES (
    @OperationId, @ChainId, @Reason, @RevokedAt, @ToldUpTo, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress, @RequestId)

-- RevocationSql.Find
SELECT operation_id, chain_id, reason, revoked_at, told_up_to, actor_type, actor_id, actor_token_id, actor_ip_address, request_id
FROM revocations WHERE operation_id = @OperationId

-- RevocationSql.List
SELECT operation_id FROM revocations ORDER BY seq

-- RevocationSql.Move
UPDATE revocations SET told_up_to = @ToldUpTo WHERE operation_id = @OperationId

-- RevocationSql.Remove
DELETE FROM revocations WHERE operation_id = @OperationId

-- SqlServerSql.CountJournals
SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'schema_migrations'

-- SqlServerSql.CreateJournal
IF NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'schema_migrations')
    CREATE TABLE schema_migrations (
        name VARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT pk_schema_migrations PRIMARY KEY CLUSTERED,
        checksum CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
        applied_at DATETIME2(6) NOT NULL
    )

-- SqlServerSql.LockMigrations
DECLARE @Granted INT;
EXEC @Granted = sp_getapplock
    @Resource = 'tokenplatform_migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = @TimeoutMilliseconds;
SELECT @Granted;

-- SqlServerSql.ReadsSnapshots
SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()

-- SqlServerSql.SkipAndTakeClause
OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY

-- SqlServerSql.TakeClause
OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY

-- SqliteSql.CountJournals
SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'

-- SqliteSql.CreateJournal
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL
)

-- SqliteSql.DataVersion
PRAGMA data_version

-- SqliteSql.PrepareConnection
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 1000;

-- SqliteSql.SkipAndTakeClause
LIMIT @Take OFFSET @Skip

-- SqliteSql.TakeClause
LIMIT @Take

-- TokenSql.Add
INSERT INTO tokens (
    token_id, secret_hash, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
    workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
    rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
    revoked_at, revoked_reason, version)
VALUES (
    @TokenId, @SecretHash, @Kind, @OrganizationId, @AppId, @UserId, @Name, @Description, @Prefix, @Scopes, @Permissions,
    @WorkspaceIds, @NamespaceIds, @EnvironmentIds, @EndpointPaths, @AuthorizedIpAddresses, @RateLimitRps,
    @RateLimitBurst, @RateLimitPerMinute, @Approval, @CreatedByUserId, @CreatedByTokenId, @IssuedAt, @ExpiresAt,
    @RevokedAt, @RevokedReason, @Version)

-- TokenSql.CountLive
SELECT COUNT(*) FROM tokens WHERE app_id = @AppId AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now)

-- TokenSql.Find
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens WHERE token_id = @TokenId

-- TokenSql.FindAccessToken
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE token_id = @TokenId AND user_id = @UserId AND organization_id IS NULL

-- TokenSql.FindAppToken
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE token_id = @TokenId AND organization_id = @OrganizationId AND app_id = @AppId

-- TokenSql.FindByHash
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at, NULL AS secret_ends_at FROM tokens WHERE secret_hash = @SecretHash
UNION ALL
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at, (SELECT o.ends_at FROM token_overlaps o WHERE o.token_id = tokens.token_id) AS secret_ends_at FROM tokens
WHERE token_id IN (SELECT o.token_id FROM token_overlaps o WHERE o.secret_hash = @SecretHash);
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users WHERE user_id IN (SELECT user_id FROM tokens WHERE secret_hash = @SecretHash
UNION ALL
SELECT t.user_id FROM token_overlaps o JOIN tokens t ON t.token_id = o.token_id WHERE o.secret_hash = @SecretHash);
SELECT organization_id, role FROM members WHERE user_id IN (SELECT user_id FROM tokens WHERE secret_hash = @SecretHash
UNION ALL
SELECT t.user_id FROM token_overlaps o JOIN tokens t ON t.token_id = o.token_id WHERE o.secret_hash = @SecretHash);

-- TokenSql.FindLastPosition
SELECT MAX(seq) FROM tokens WHERE organization_id = @OrganizationId

-- TokenSql.FindWithOwner
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens WHERE token_id = @TokenId;
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users WHERE user_id IN (SELECT user_id FROM tokens WHERE token_id = @TokenId);
SELECT organization_id, role FROM members WHERE user_id IN (SELECT user_id FROM tokens WHERE token_id = @TokenId);

-- TokenSql.ListAccessTokens
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE user_id = @UserId AND organization_id IS NULL AND seq < @Before
    AND (@Kind IS NULL OR kind = @Kind)
    AND (@IncludeRevoked = 1 OR revoked_at IS NULL)
ORDER BY seq DESC

-- TokenSql.ListAppTokens
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE app_id = @AppId AND organization_id = @OrganizationId AND seq < @Before
    AND (@OwnerId IS NULL OR user_id = @OwnerId OR (user_id IS NULL AND app_id = @OwnerId))
    AND (@Status IS NULL OR @Status = CASE
        WHEN revoked_at IS NOT NULL THEN 'revoked'
        WHEN approval = 'rejected' OR (approval = 'pending' AND issued_at <= @ApprovalDeadline) THEN 'rejected'
        WHEN expires_at <= @Now THEN 'expired'
        WHEN approval = 'pending' THEN 'pending_approval'
        ELSE 'active' END)
ORDER BY seq DESC

-- TokenSql.ListOfApp
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens WHERE organization_id = @OrganizationId AND app_id = @AppId AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now) AND seq > @After AND seq <= @Last ORDER BY seq

-- TokenSql.ListOfOtherApps
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens WHERE organization_id = @OrganizationId AND app_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM app_token_policies p WHERE p.app_id = tokens.app_id) AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now) AND seq > @After AND seq <= @Last ORDER BY seq

-- TokenSql.ListOrganizationsWithTokensOf
SELECT DISTINCT organization_id FROM tokens
WHERE user_id = @UserId AND organization_id IS NOT NULL AND revoked_at IS NULL AND approval <> 'rejected'
ORDER BY organization_id

-- TokenSql.ListPending
SELECT seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
revoked_at, revoked_reason, version,
(SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at FROM tokens
WHERE organization_id = @OrganizationId AND approval = 'pending' AND revoked_at IS NULL AND issued_at > @ApprovalDeadline
    AND (expires_at IS NULL OR expires_at > @Now) AND seq < @Before
ORDER BY seq DESC

-- TokenSql.ListRevokedBy
SELECT seq, token_id, kind FROM tokens
WHERE revoked_by_operation = @OperationId AND seq > @After
ORDER BY seq

-- TokenSql.ReplaceSecret
DELETE FROM token_overlaps WHERE token_id = @TokenId;
INSERT INTO token_overlaps (token_id, secret_hash, ends_at)
SELECT token_id, secret_hash, @OverlapEndsAt FROM tokens WHERE token_id = @TokenId AND @OverlapEndsAt IS NOT NULL;
UPDATE tokens SET secret_hash = @SecretHash WHERE token_id = @TokenId;

-- TokenSql.RevokeAll
UPDATE tokens
SET revoked_at = @Now, revoked_reason = @Reason, revoked_by_operation = @OperationId, version = version + 1
WHERE revoked_at IS NULL AND approval <> 'rejected'
    AND (organization_id = @OrganizationId OR (@OrganizationId IS NULL AND organization_id IS NULL))
    AND (@AppId IS NULL OR app_id = @AppId)
    AND (@UserId IS NULL OR user_id = @UserId)
    AND (@Kind IS NULL OR kind = @Kind)
    AND (@Except IS NULL OR token_id <> @Except)

-- TokenSql.StreamOfApp
SELECT token_id, app_id, name, issued_at, expires_at, rate_limit_rps, rate_limit_burst, scopes, permissions FROM tokens WHERE organization_id = @OrganizationId AND app_id = @AppId AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now) ORDER BY seq

-- TokenSql.StreamOfOtherApps
SELECT token_id, app_id, name, issued_at, expires_at, rate_limit_rps, rate_limit_burst, scopes, permissions FROM tokens WHERE organization_id = @OrganizationId AND app_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM app_token_policies p WHERE p.app_id = tokens.app_id) AND revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
    AND (expires_at IS NULL OR expires_at > @Now) ORDER BY seq

-- TokenSql.Update
UPDATE tokens
SET name = @Name, description = @Description, prefix = @Prefix, scopes = @Scopes, permissions = @Permissions,
    authorized_ip_addresses = @AuthorizedIpAddresses, rate_limit_rps = @RateLimitRps, rate_limit_burst = @RateLimitBurst,
    approval = @Approval, issued_at = @IssuedAt, expires_at = @ExpiresAt, revoked_at = @RevokedAt,
    revoked_reason = @RevokedReason, version = @Version
WHERE token_id = @TokenId AND version = @Version - 1

-- TokenUseSql.Keep
UPDATE token_uses SET last_used_at = @LastUsedAt WHERE token_id = @TokenId AND last_used_at < @LastUsedAt;
INSERT INTO token_uses (token_id, last_used_at)
SELECT @TokenId, @LastUsedAt WHERE NOT EXISTS (SELECT 1 FROM token_uses WHERE token_id = @TokenId);

-- UserSql.Add
INSERT INTO users (user_id, email, name, is_platform_admin, password_hash, created_at)
VALUES (@UserId, @Email, @Name, @IsPlatformAdmin, @PasswordHash, @CreatedAt)

-- UserSql.CountPlatformAdministrators
SELECT COUNT(*) FROM users WHERE is_platform_admin = 1 AND disabled_at IS NULL

-- UserSql.FindByEmail
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users WHERE email = @Email

-- UserSql.FindCredentials
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at, password_hash FROM users WHERE email = @Email

-- UserSql.FindStanding
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users WHERE user_id = @UserId;
SELECT organization_id, role FROM members WHERE user_id = @UserId;

-- UserSql.List
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users WHERE seq < @Before ORDER BY seq DESC

-- UserSql.ListMemberships
SELECT m.role, o.organization_id, o.name, o.sub_domain, o.created_at
FROM members m
JOIN organizations o ON o.organization_id = m.organization_id
WHERE m.user_id = @UserId
ORDER BY m.seq

-- UserSql.ListPlatformAdministrators
SELECT seq, user_id, email, name, is_platform_admin, created_at, disabled_at FROM users
WHERE is_platform_admin = 1 AND disabled_at IS NULL
ORDER BY seq

-- UserSql.SetPassword
UPDATE users SET password_hash = @PasswordHash WHERE user_id = @UserId

-- UserSql.Update
UPDATE users SET name = @Name, disabled_at = @DisabledAt WHERE user_id = @UserId
