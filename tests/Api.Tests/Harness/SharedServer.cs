namespace TokenPlatform.Api.Tests.Harness;

/// <summary>One server for all tests of a fixture; each test founds an organization of its own.</summary>
public abstract class SharedServer
{
    private protected PlatformServer Server { get; private set; } = null!;

    private protected Place Place { get; private set; } = null!;

    private protected virtual (string Key, string Value)[] Settings => [];

    [OneTimeSetUp]
    public void StartServer() => Server = new PlatformServer(Settings);

    [OneTimeTearDown]
    public async Task StopServer() => await Server.DisposeAsync();

    [SetUp]
    public async Task FoundOrganization() => Place = await Server.PlaceAsync();
}
