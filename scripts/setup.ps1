# Sets up everything the program needs, and nothing when nothing is missing. Used by run.ps1 and test.ps1.
# VICTIMPLANNER_PYTHON names another Python (3.11 to 3.13) than the one the py launcher finds.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$root = Split-Path -Parent $PSScriptRoot
$python = Join-Path $root '.venv\Scripts\python.exe'

function Stop-Here([string] $words) {
    [Console]::Error.WriteLine($words)
    exit 3
}

function Find-BasePython {
    if ($env:VICTIMPLANNER_PYTHON) { return @($env:VICTIMPLANNER_PYTHON) }
    if (Get-Command py -ErrorAction SilentlyContinue) { return @('py', '-3') }
    if (Get-Command python -ErrorAction SilentlyContinue) { return @('python') }
    Stop-Here 'There is no Python here. Install Python 3.11, 3.12 or 3.13 first.'
}

$base = @(Find-BasePython)
$command = $base[0]
$before = @($base | Select-Object -Skip 1)
$version = & $command @before -c 'import sys; print("%d.%d" % sys.version_info[:2])'
if ($version -notin '3.11', '3.12', '3.13') {
    Stop-Here "VictimPlanner needs Python 3.11, 3.12 or 3.13; this is $version. Set VICTIMPLANNER_PYTHON to another."
}

$lock = Join-Path $PSScriptRoot 'requirements.lock'
$project = Join-Path $root 'pyproject.toml'
$stamp = "$version $root $((Get-FileHash $lock).Hash) $((Get-FileHash $project).Hash)"
$ready = Join-Path $root '.venv\ready'
$known = if (Test-Path $ready) { Get-Content -Raw $ready } else { '' }

if ($known -ne $stamp -or -not (Test-Path $python)) {
    Write-Host 'Setting up Python packages in .venv (once).'
    $venv = Join-Path $root '.venv'
    if (Test-Path $venv) { Remove-Item -Recurse -Force $venv }
    & $command @before -m venv $venv
    if ($LASTEXITCODE) { Stop-Here 'The environment could not be made.' }
    & $python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r $lock
    if ($LASTEXITCODE) { Remove-Item -Recurse -Force $venv; Stop-Here 'The Python packages could not be installed; nothing was kept.' }
    & $python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation --editable $root
    if ($LASTEXITCODE) { Remove-Item -Recurse -Force $venv; Stop-Here 'The program could not be installed; nothing was kept.' }
    Set-Content -NoNewline -Path $ready -Value $stamp
}
