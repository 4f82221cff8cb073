using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>
/// The properties of a token that a request may set. They are no arguments: they are judged once it is known whose
/// token it is about.
/// </summary>
public sealed record ApiTokenProperties
{
    private const long LastSecond = 253_402_300_799;

    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>At most 200 addresses or CIDR networks; empty for any.</summary>
    public Input<IReadOnlyList<Input<string>>> AuthorizedIpAddresses { get; init; }

    /// <summary>Unix seconds, in the future; null for never.</summary>
    public Input<long> ExpiresAt { get; init; }

    /// <summary>At most 200, see <see cref="PermissionReader"/>.</summary>
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    /// <summary>The token with the sent properties in their place.</summary>
    internal Token ApplyTo(Token token, PermissionReader permissions) => token with
    {
        Name = Name.Value ?? token.Name,
        Limits = token.Limits with
        {
            AuthorizedIpAddresses = AuthorizedIpAddresses.HasValue ? AuthorizedIpAddresses.Items() : token.Limits.AuthorizedIpAddresses,
            Scopes = Scopes.HasValue ? [.. Scopes.Items().Select(permissions.Read)] : token.Limits.Scopes,
        },
        ExpiresAt = ExpiresAt.State switch
        {
            InputState.Absent => token.ExpiresAt,
            InputState.Null => null,
            _ => DateTimeOffset.FromUnixTimeSeconds(ExpiresAt.Value),
        },
    };

    /// <summary>What is wrong with them; null where nothing is.</summary>
    internal Error? Judge(PermissionReader permissions, TimeProvider clock, bool isPatch = false) =>
        ((IValidator<ApiTokenProperties>[])[new Validator(permissions, clock, isPatch)]).Judge(this);

    private sealed class Validator : AbstractValidator<ApiTokenProperties>
    {
        public Validator(PermissionReader permissions, TimeProvider clock, bool isPatch = false)
        {
            if (isPatch)
            {
                RuleFor(properties => properties.Name).RefusesNull();
                RuleFor(properties => properties.AuthorizedIpAddresses).RefusesNull();
                RuleFor(properties => properties.Scopes).RefusesNull();
            }
            else
            {
                RuleFor(properties => properties.Name).Required();
                RuleFor(properties => properties.AuthorizedIpAddresses).Optional();
                RuleFor(properties => properties.Scopes).Optional();
            }

            RuleFor(properties => properties.Name).Length(1, 255);
            RuleFor(properties => properties.AuthorizedIpAddresses).Strings(InputRules.AddressGrammar);
            RuleFor(properties => properties.Scopes).Strings(permissions.Judge);
            RuleFor(properties => properties.ExpiresAt).Optional();
            RuleFor(properties => properties.ExpiresAt).Value((seconds, site, report) =>
            {
                if (seconds <= clock.GetUtcNow().ToUnixTimeSeconds())
                {
                    report(site.Error(InputProblems.DateTimeFuture));
                }
                else if (seconds > LastSecond)
                {
                    report(site.Error(InputProblems.Value("a time after the year 9999")));
                }
            });
        }
    }
}
