# Sets up what is missing and starts VictimPlanner. Arguments go to the program: scripts\run.ps1 due --help

. (Join-Path $PSScriptRoot 'setup.ps1')
& $program @args
exit $LASTEXITCODE
