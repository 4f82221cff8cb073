# ./build.ps1             restore, check the format, build, test
# ./build.ps1 -SkipFormat the same without the format check
# ./build.ps1 -SkipTests  the same without the tests
# ./build.ps1 -Run        the same, then start the server
param(
    [switch] $SkipFormat,
    [switch] $SkipTests,
    [switch] $Run
)

$solution = "$PSScriptRoot/TokenPlatform.sln"

dotnet restore $solution
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

if (-not $SkipFormat) {
    dotnet format $solution --no-restore --verify-no-changes
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

dotnet build $solution --no-restore
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

if (-not $SkipTests) {
    dotnet test $solution --no-build
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

if ($Run) {
    dotnet run --no-build --project "$PSScriptRoot/src/Api"
    exit $LASTEXITCODE
}
