<#
.SYNOPSIS
    Restarts the machine once.
.DESCRIPTION
    Arguments: build, recipe, step, run. The first run leaves a marker and asks the SSM agent for a restart (exit 3010);
    the run after the restart answers {"outcome":"done","reboots":1}.
#>
Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $stateFile = Join-Path $directory 'state.json'
    $state = Read-State $stateFile
    if ($state['phase'] -ne 'restarting') { Request-Restart $stateFile $state }
    Assert-Restarted $stateFile $state
    Complete-Run $directory ([ordered]@{ outcome = 'done'; reboots = [int] $state['reboots'] }) 0
}
