# Sets up what the program needs, and nothing when nothing is missing. Used by the commands in this folder.
# VICTIMPLANNER_PYTHON names another Python (3.11 to 3.13) than the one the py launcher finds.
# Exit code 3: something is missing that could not be set up; a sentence says what and what to do.
# Where scripts may not run: powershell -ExecutionPolicy Bypass -File scripts\run.ps1

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false # exit codes are looked at here, with a sentence for each

$root = Split-Path -Parent $PSScriptRoot
$environment = Join-Path $root '.venv'
$python = Join-Path $environment 'Scripts\python.exe'
$program = Join-Path $environment 'Scripts\victimplanner.exe'

function Stop-Here([string] $words) {
    [Console]::Error.WriteLine($words)
    exit 3
}

$before = @()
if ($env:VICTIMPLANNER_PYTHON) { $basePython = $env:VICTIMPLANNER_PYTHON }
elseif (Get-Command py -ErrorAction SilentlyContinue) { $basePython = 'py'; $before = @('-3') }
elseif (Get-Command python -ErrorAction SilentlyContinue) { $basePython = 'python' }
else { Stop-Here 'There is no Python here. Install Python 3.11, 3.12 or 3.13, or name one in VICTIMPLANNER_PYTHON.' }

# Single quotes inside: Windows PowerShell 5.1 drops double ones on the way to a program.
$version = [string] (& $basePython @before -c "import sys; print('%d.%d' % sys.version_info[:2])")
if ($LASTEXITCODE) { Stop-Here "$basePython does not start. Name another Python in VICTIMPLANNER_PYTHON." }
if ($version -notin '3.11', '3.12', '3.13') {
    Stop-Here "VictimPlanner needs Python 3.11, 3.12 or 3.13; $basePython is $version. Name another in VICTIMPLANNER_PYTHON."
}

# .venv\ready holds two lines: what the packages were installed for, then what the program was installed for.
# It is written last, so an interrupted set-up is begun again.
$lock = Join-Path $PSScriptRoot 'requirements.lock'
$project = Join-Path $root 'pyproject.toml'
$ready = Join-Path $environment 'ready'
$packagesFor = "Python $version, $root, packages $((Get-FileHash -LiteralPath $lock).Hash)"
$programFor = "program $((Get-FileHash -LiteralPath $project).Hash)"

$known = @()
if (Test-Path -LiteralPath $ready) { $known = @(Get-Content -LiteralPath $ready -Encoding UTF8) }
$packagesReady = $known.Count -ge 1 -and $known[0] -eq $packagesFor -and (Test-Path -LiteralPath $python)
$programReady = $packagesReady -and $known.Count -ge 2 -and $known[1] -eq $programFor -and (Test-Path -LiteralPath $program)

if (-not $packagesReady) {
    Write-Host 'Setting up Python packages in .venv. This is done once and takes a minute or so.'
    if (Test-Path -LiteralPath $environment) { Remove-Item -LiteralPath $environment -Recurse -Force }
    & $basePython @before -m venv $environment
    if ($LASTEXITCODE) { Stop-Here 'The environment .venv could not be made; the reason stands above.' }
    & $python -m pip --quiet --disable-pip-version-check --no-input install --require-hashes --only-binary :all: -r $lock
    if ($LASTEXITCODE) {
        Stop-Here ("The Python packages could not be installed; the reason stands above. They come from the package index " +
            "that pip is set to, which needs a network. Then start this command again.")
    }
    Set-Content -LiteralPath $ready -Value $packagesFor -Encoding UTF8
}
if (-not $programReady) {
    & $python -m pip --quiet --disable-pip-version-check --no-input install --no-deps --no-build-isolation --editable $root
    if ($LASTEXITCODE) { Stop-Here 'The program could not be installed into .venv; the reason stands above.' }
    Set-Content -LiteralPath $ready -Value $packagesFor, $programFor -Encoding UTF8
}
