namespace TokenPlatform.Api.Tests;

[SetUpFixture]
public sealed class RunTearDown
{
    [OneTimeTearDown]
    public void DeleteFolders() => TestFolders.DeleteAll();
}
