namespace TokenPlatform.Infrastructure.Persistence;

internal static class TokenSql
{
    public const string Add = """
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
        """;

    // What kind a token is and whose never changes; what it is called, may do and how long it lives does, from one version to the next.
    public const string Update = """
        UPDATE tokens
        SET name = @Name, description = @Description, prefix = @Prefix, scopes = @Scopes, permissions = @Permissions,
            authorized_ip_addresses = @AuthorizedIpAddresses, rate_limit_rps = @RateLimitRps, rate_limit_burst = @RateLimitBurst,
            approval = @Approval, issued_at = @IssuedAt, expires_at = @ExpiresAt, revoked_at = @RevokedAt,
            revoked_reason = @RevokedReason, version = @Version
        WHERE token_id = @TokenId AND version = @Version - 1
        """;

    public const string ReplaceSecret = """
        DELETE FROM token_overlaps WHERE token_id = @TokenId;
        INSERT INTO token_overlaps (token_id, secret_hash, ends_at)
        SELECT token_id, secret_hash, @OverlapEndsAt FROM tokens WHERE token_id = @TokenId AND @OverlapEndsAt IS NOT NULL;
        UPDATE tokens SET secret_hash = @SecretHash WHERE token_id = @TokenId;
        """;

    public const string FindByHash = $"""
        SELECT {Columns}, NULL AS secret_ends_at FROM tokens WHERE secret_hash = @SecretHash
        UNION ALL
        SELECT {Columns}, (SELECT o.ends_at FROM token_overlaps o WHERE o.token_id = tokens.token_id) AS secret_ends_at FROM tokens
        WHERE token_id IN (SELECT o.token_id FROM token_overlaps o WHERE o.secret_hash = @SecretHash);
        {UserSql.SelectUser} WHERE user_id IN ({OwnerByHash});
        {UserSql.SelectRoles} WHERE user_id IN ({OwnerByHash});
        """;

    public const string Find = $"SELECT {Columns} FROM tokens WHERE token_id = @TokenId";

    public const string FindWithOwner = $"""
        {Find};
        {UserSql.SelectUser} WHERE user_id IN (SELECT user_id FROM tokens WHERE token_id = @TokenId);
        {UserSql.SelectRoles} WHERE user_id IN (SELECT user_id FROM tokens WHERE token_id = @TokenId);
        """;

    public const string FindAppToken = $"""
        SELECT {Columns} FROM tokens
        WHERE token_id = @TokenId AND organization_id = @OrganizationId AND app_id = @AppId
        """;

    public const string ListAppTokens = $"""
        SELECT {Columns} FROM tokens
        WHERE app_id = @AppId AND organization_id = @OrganizationId AND seq < @Before
            AND (@OwnerId IS NULL OR user_id = @OwnerId OR (user_id IS NULL AND app_id = @OwnerId))
            AND (@Status IS NULL OR @Status = CASE
                WHEN revoked_at IS NOT NULL THEN 'revoked'
                WHEN approval = 'rejected' OR (approval = 'pending' AND issued_at <= @ApprovalDeadline) THEN 'rejected'
                WHEN expires_at <= @Now THEN 'expired'
                WHEN approval = 'pending' THEN 'pending_approval'
                ELSE 'active' END)
        ORDER BY seq DESC
        """;

    public const string FindAccessToken = $"""
        SELECT {Columns} FROM tokens
        WHERE token_id = @TokenId AND user_id = @UserId AND organization_id IS NULL
        """;

    public const string ListAccessTokens = $"""
        SELECT {Columns} FROM tokens
        WHERE user_id = @UserId AND organization_id IS NULL AND seq < @Before
            AND (@Kind IS NULL OR kind = @Kind)
            AND (@IncludeRevoked = 1 OR revoked_at IS NULL)
        ORDER BY seq DESC
        """;

    public const string ListPending = $"""
        SELECT {Columns} FROM tokens
        WHERE organization_id = @OrganizationId AND approval = 'pending' AND revoked_at IS NULL AND issued_at > @ApprovalDeadline
            AND (expires_at IS NULL OR expires_at > @Now) AND seq < @Before
        ORDER BY seq DESC
        """;

    public const string CountLive = $"SELECT COUNT(*) FROM tokens WHERE app_id = @AppId AND {Live}";

    public const string FindLastPosition = "SELECT MAX(seq) FROM tokens WHERE organization_id = @OrganizationId";

    public const string ListOfApp = $"SELECT {Columns} FROM tokens WHERE {OfApp} AND seq > @After AND seq <= @Last ORDER BY seq";

    public const string ListOfOtherApps = $"SELECT {Columns} FROM tokens WHERE {OfOtherApps} AND seq > @After AND seq <= @Last ORDER BY seq";

    public const string StreamOfApp = $"SELECT {Judged} FROM tokens WHERE {OfApp} ORDER BY seq";

    public const string StreamOfOtherApps = $"SELECT {Judged} FROM tokens WHERE {OfOtherApps} ORDER BY seq";

    // Whoever names a user and no organization means the tokens that belong to none.
    public const string RevokeAll = """
        UPDATE tokens
        SET revoked_at = @Now, revoked_reason = @Reason, revoked_by_operation = @OperationId, version = version + 1
        WHERE revoked_at IS NULL AND approval <> 'rejected'
            AND (organization_id = @OrganizationId OR (@OrganizationId IS NULL AND organization_id IS NULL))
            AND (@AppId IS NULL OR app_id = @AppId)
            AND (@UserId IS NULL OR user_id = @UserId)
            AND (@Kind IS NULL OR kind = @Kind)
            AND (@Except IS NULL OR token_id <> @Except)
        """;

    public const string ListRevokedBy = """
        SELECT seq, token_id, kind FROM tokens
        WHERE revoked_by_operation = @OperationId AND seq > @After
        ORDER BY seq
        """;

    public const string ListOrganizationsWithTokensOf = """
        SELECT DISTINCT organization_id FROM tokens
        WHERE user_id = @UserId AND organization_id IS NOT NULL AND revoked_at IS NULL AND approval <> 'rejected'
        ORDER BY organization_id
        """;

    private const string Live = """
        revoked_at IS NULL AND approval <> 'rejected' AND NOT (approval = 'pending' AND issued_at <= @ApprovalDeadline)
            AND (expires_at IS NULL OR expires_at > @Now)
        """;

    private const string OfApp = $"organization_id = @OrganizationId AND app_id = @AppId AND {Live}";

    // Whatever belongs to no app, no policy governs.
    private const string OfOtherApps = $"""
        organization_id = @OrganizationId AND app_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM app_token_policies p WHERE p.app_id = tokens.app_id) AND {Live}
        """;

    private const string Judged = "token_id, app_id, name, issued_at, expires_at, rate_limit_rps, rate_limit_burst, scopes, permissions";

    private const string OwnerByHash = """
        SELECT user_id FROM tokens WHERE secret_hash = @SecretHash
        UNION ALL
        SELECT t.user_id FROM token_overlaps o JOIN tokens t ON t.token_id = o.token_id WHERE o.secret_hash = @SecretHash
        """;

    internal const string Columns = """
        seq, token_id, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
        workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
        rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
        revoked_at, revoked_reason, version,
        (SELECT u.last_used_at FROM token_uses u WHERE u.token_id = tokens.token_id) AS last_used_at
        """;
}
