# Sets up what is missing and runs every check and test. With arguments: only pytest, with these arguments.

. (Join-Path $PSScriptRoot 'setup.ps1')
$env:QT_QPA_PLATFORM = 'offscreen'
Set-Location $root
if ($args.Count) {
    & $python -m pytest @args
    exit $LASTEXITCODE
}
& $python -m ruff format --check --quiet .
if ($LASTEXITCODE) { exit $LASTEXITCODE }
& $python -m ruff check --quiet .
if ($LASTEXITCODE) { exit $LASTEXITCODE }
& $python -m mypy
if ($LASTEXITCODE) { exit $LASTEXITCODE }
& $python -m pytest --quiet
exit $LASTEXITCODE
