using System.Text;

namespace TokenPlatform.Api.Tests.OAuth;

/// <summary>Forms, and clients that authenticate as OAuth has it.</summary>
internal static class OAuthSetting
{
    public const string FormType = "application/x-www-form-urlencoded";

    public static Task<Answer> FormAsync(this Client client, string path, params (string Name, string Value)[] fields) =>
        client.SendBytesAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(FormOf(fields)), FormType);

    public static Task<Answer> BasicAsync(this PlatformServer server, string path, string user, string password, params (string Name, string Value)[] fields) =>
        server.Nobody.SendBytesAsync(
            HttpMethod.Post,
            path,
            Encoding.UTF8.GetBytes(FormOf(fields)),
            FormType,
            ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}"));

    /// <summary>An app token with a refresh token, of the app itself.</summary>
    public static async Task<(string Id, string Access, string Refresh)> RefreshableAsync(this PlatformServer server, Place place, string more = "")
    {
        var issued = (await server.Admin.PostAsync(place.Tokens, $$"""{"name":"r","token_type":"service","issue_refresh_token":true,"scopes":["orders"]{{more}}}""")).Expect(201);
        return (issued.Value("token.token_id")!, issued.Value("plaintext_token")!, issued.Value("refresh_token_plaintext")!);
    }

    public static Task<Answer> RefreshAsync(this PlatformServer server, string? refreshToken) =>
        server.Nobody.FormAsync("/oauth2/token", ("grant_type", "refresh_token"), ("refresh_token", refreshToken!));

    public static Task<string> CodeOfAsync(this PlatformServer server, string? token) => server.VerifyAsync(new { token });

    public static void Run(this PlatformServer server, string sql)
    {
        using var database = server.OpenDatabase();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // Nothing of a caller's is in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.That(command.ExecuteNonQuery(), Is.GreaterThan(0), sql);
    }

    private static string FormOf(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
}
