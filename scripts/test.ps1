# Sets up what is missing and runs every check and test. With arguments: only pytest, with these arguments.

. (Join-Path $PSScriptRoot 'setup.ps1')
$env:QT_QPA_PLATFORM = 'offscreen'
$failed = @()
Push-Location -LiteralPath $root
try {
    if ($args.Count) {
        & $python -m pytest @args
        exit $LASTEXITCODE
    }
    # Every check runs, so that one run shows all there is to mend; each that fails fails the run.
    & $python -m ruff check --quiet .
    if ($LASTEXITCODE) { $failed += 'ruff check' }
    & $python -m ruff format --check --quiet .
    if ($LASTEXITCODE) { $failed += 'ruff format' }
    & $python -m mypy
    if ($LASTEXITCODE) { $failed += 'mypy' }
    & $python -m pytest --numprocesses auto --dist worksteal
    $status = $LASTEXITCODE
}
finally { Pop-Location }
foreach ($name in $failed) { Write-Host "Failed before the tests: $name" }
if ($failed.Count) { exit 1 }
exit $status
