namespace TokenPlatform.Application.Common.Authorization;

/// <summary>A request about one organization: its caller has to see it, and writes take its lock.</summary>
public interface IOrganizationRequest
{
    /// <summary>The organization, as written.</summary>
    ResourceId OrganizationId { get; }
}

/// <summary>A request about one token. A token may always make it about itself, which <see cref="ResourceId.Self"/> names too.</summary>
public interface ITokenRequest
{
    /// <summary>The token, as written.</summary>
    ResourceId TokenId { get; }
}

/// <summary>A request about one app token.</summary>
public interface IAppTokenRequest : IOrganizationRequest, ITokenRequest
{
    /// <summary>The app, as written.</summary>
    ResourceId AppId { get; }
}

/// <summary>A request that changes state: it runs in one transaction with its audit events, or not at all.</summary>
public interface ITransactional;
