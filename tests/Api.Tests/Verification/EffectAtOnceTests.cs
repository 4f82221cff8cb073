using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Verification;

/// <summary>
/// What takes a right away is answered when it is gone: nothing that is asked after the answer succeeds, however many
/// ask meanwhile and fill the caches.
/// </summary>
public sealed class EffectAtOnceTests : SharedServer
{
    // Thousands of dead tokens are shown from one address, which is not what is tested here.
    private protected override (string Key, string Value)[] Settings => [("Server:FailedAuthenticationsPerMinute", "0")];

    [Test]
    public async Task Revocation_WhenTwoThousandAreAnswered_NoUseBegunAfterOneSucceeds()
    {
        const int Trials = 2000;
        const int Lanes = 4;
        var tokens = await CloneTokensAsync(Trials);

        var late = await Task.WhenAll(tokens.Chunk(Trials / Lanes).Select(lane => Task.Run(async () =>
        {
            var successes = 0;
            foreach (var (id, client) in lane)
            {
                successes += await CountSuccessesAfterAsync(
                    async () => (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204),
                    () => IsValidAsync(client),
                    () => MayAsync(client, $"{Place.Tokens}/self"));
            }

            return successes;
        })));

        Assert.That(late.Sum(), Is.Zero);
    }

    [Test]
    public async Task RoleChange_WhenMemberIsDemoted_TheRightIsGoneAndComesBackAtOnce()
    {
        var member = await Server.UserAsync(Place, Role.Admin);
        var path = $"{Place.Organization}/members/{await UserIdAsync(member)}";
        var (_, owned) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "members:read" } }, by: member);
        for (var trial = 0; trial < 100; trial++)
        {
            var late = await CountSuccessesAfterAsync(
                () => SetRoleAsync(path, "viewer"),
                () => MayAsync(member, $"{Place.Organization}/members"),
                () => MayAsync(owned, $"{Place.Organization}/members"));
            Assert.That(late, Is.Zero);
            await SetRoleAsync(path, "admin");
        }
    }

    [Test]
    public async Task Removal_WhenMemberLeaves_TheirTokensThereAreGoneAtOnce()
    {
        for (var trial = 0; trial < 30; trial++)
        {
            var member = await Server.UserAsync(Place, Role.Developer);
            var (_, owned) = await Server.IssueAsync(Place, new { name = "x" }, by: member);
            var id = await UserIdAsync(member);
            var late = await CountSuccessesAfterAsync(
                async () => (await Server.Admin.DeleteAsync($"{Place.Organization}/members/{id}")).Expect(204),
                () => MayAsync(member, Place.Tokens),
                () => IsValidAsync(owned));
            Assert.That(late, Is.Zero);
        }
    }

    [Test]
    public async Task Disabling_WhenUserIsDisabled_AllTheirTokensAreGoneAtOnce()
    {
        for (var trial = 0; trial < 30; trial++)
        {
            var user = await Server.UserAsync(Place, Role.Developer);
            var (_, owned) = await Server.IssueAsync(Place, new { name = "x" }, by: user);
            var id = await UserIdAsync(user);
            var late = await CountSuccessesAfterAsync(
                async () => (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"disabled":true}""")).Expect(200),
                () => MayAsync(user, "/v1/me"),
                () => IsValidAsync(user),
                () => IsValidAsync(owned));
            Assert.That(late, Is.Zero);
        }
    }

    [Test]
    public async Task Deletion_WhenAppIsDeleted_ItsTokensAreGoneAtOnce()
    {
        for (var trial = 0; trial < 30; trial++)
        {
            var place = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
            var (_, first) = await Server.IssueAsync(place, new { name = "x" });
            var (_, second) = await Server.IssueAsync(place, new { name = "y", token_type = "service" });
            var late = await CountSuccessesAfterAsync(
                async () => (await Server.Admin.DeleteAsync(place.App)).Expect(204),
                () => IsValidAsync(first),
                () => IsValidAsync(second));
            Assert.That(late, Is.Zero);
        }
    }

    [Test]
    public async Task Rotation_WhenThereIsNoOverlap_TheOldSecretIsGoneAtOnce()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x" });
        for (var trial = 0; trial < 100; trial++)
        {
            var (old, rotated) = (client, (Answer?)null);
            var late = await CountSuccessesAfterAsync(
                async () => rotated = (await old.PostAsync($"{Place.Tokens}/self/rotate", "{}")).Expect(200),
                () => IsValidAsync(old));
            Assert.That(late, Is.Zero);
            client = Server.As(rotated!.Value("plaintext_token"));
        }

        Assert.That(await IsValidAsync(client), Is.True);
    }

    /// <summary>Makes a change while all ask again and again, each at least once after the answer to the change.</summary>
    /// <returns>How many questions succeeded that began after it.</returns>
    private static async Task<int> CountSuccessesAfterAsync(Func<Task> change, params Func<Task<bool>>[] questions)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<bool> AskUntilAnsweredAsync(Func<Task<bool>> ask)
        {
            while (true)
            {
                var isLate = answered.Task.IsCompleted;
                var succeeds = await ask();
                if (isLate)
                {
                    return succeeds;
                }

                await Task.WhenAny(answered.Task, Task.Delay(TimeSpan.FromMilliseconds(3)));
            }
        }

        foreach (var ask in questions)
        {
            Assert.That(await ask(), Is.True, "It has to be allowed before");
        }

        var asking = questions.Select(AskUntilAnsweredAsync).ToList();
        try
        {
            await change();
        }
        finally
        {
            answered.SetResult();
        }

        return (await Task.WhenAll(asking)).Count(succeeded => succeeded);
    }

    private async Task<bool> IsValidAsync(Client client) => await Server.VerifyAsync(new { token = client.Token }) == "VALID";

    private static async Task<bool> MayAsync(Client client, string path) => (await client.GetAsync(path)).Status == 200;

    private static async Task<string> UserIdAsync(Client client) => (await client.GetAsync("/v1/me")).Expect(200).Value("user.user_id")!;

    private async Task SetRoleAsync(string memberPath, string role) =>
        (await Server.Admin.SendAsync(HttpMethod.Patch, memberPath, $$"""{"role":"{{role}}"}""")).Expect(200);

    // In one transaction beneath the product, since to issue as many takes longer than the test itself.
    private async Task<IReadOnlyList<(string Id, Client Client)>> CloneTokensAsync(int count)
    {
        var (template, _) = await Server.IssueAsync(Place, new { name = "x" });
        var tokens = new List<(string Id, Client Client)>();
        await using var database = Server.OpenSqlite();
        await using var transaction = database.BeginTransaction();
        await RunAsync("CREATE TEMP TABLE clones AS SELECT * FROM tokens WHERE token_id = $template", ("$template", template));
        for (var i = 0; i < count; i++)
        {
            var (id, secret) = (Guid.NewGuid().ToString(), TokenSecret.Generate(SecretKind.App));
            await RunAsync("UPDATE clones SET seq = NULL, token_id = $id, secret_hash = $hash", ("$id", id), ("$hash", secret.Hash()));
            await RunAsync("INSERT INTO tokens SELECT * FROM clones");
            tokens.Add((id, Server.As(secret.Reveal())));
        }

        await transaction.CommitAsync();
        return tokens;

        async Task RunAsync(string sql, params (string Name, object Value)[] parameters)
        {
            await using var command = new SqliteCommand(sql, database, transaction);
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
