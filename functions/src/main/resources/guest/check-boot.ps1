<#
.SYNOPSIS
    Looks at a machine that was launched from an image: did Windows come up whole, and do the recipe's checks pass?
.DESCRIPTION
    Arguments: build, recipe, run, checks [{name, script, timeoutSeconds}], seal {method, administratorPassword},
    launchedAt, builder {computerName, sid} if they are known, users that steps have made if there are any.

    Windows Setup must be complete, the launch agent must have finished, and what the seal was to bring about must have
    come: see boot-faults.ps1. Errors in the logs of Setup are told as facts: Windows logs errors on good machines too.

    Outcomes: {"outcome":"passed","facts":{...},"checks":[{"name":"...","exitCode":0,"seconds":2}]} or
    {"outcome":"failed","reasons":[...],"facts":{...},"checks":[...],"setupLogs":"..."}.
#>
function Get-SetupLogError {
    # The last lines of the error logs that Setup wrote on this machine's first start (EC2 User Guide, "Troubleshoot
    # Sysprep").
    foreach ($name in 'Panther\setuperr.log', 'Panther\UnattendGC\setuperr.log') {
        Get-TailText (Join-Path $env:windir $name) 4000 5 | ForEach-Object { ConvertTo-PrintableText $_ 200 }
    }
}

function Get-SetupLog {
    # The ends of the logs of Setup and of the launch agent, packed. Nobody may get to them otherwise: a machine whose
    # proof has failed is one that nobody can sign in to, and its lease ends.
    $panther = Join-Path $env:windir 'Panther'
    $files = @('setuperr.log', 'setupact.log', 'UnattendGC\setuperr.log', 'UnattendGC\setupact.log' |
        ForEach-Object { Join-Path $panther $_ })
    $files += Join-Path $env:ProgramData 'Amazon\EC2Launch\log\agent.log'
    $files += Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch\Log\EC2Launch.log'
    $files += Join-Path $env:ProgramFiles 'Amazon\Ec2ConfigService\Logs\Ec2ConfigLog.txt'
    $bytes = [ordered]@{}
    foreach ($file in @($files | Where-Object { Test-Path -LiteralPath $_ })) { $bytes[$file] = 6000 }
    return Compress-Log '' $bytes
}

function Get-BootFact {
    $facts = Get-MachineFact
    $facts['imageState'] = Get-ImageState
    $facts['setupErrors'] = [string[]] @(Get-SetupLogError)
    return $facts
}

function Get-BootFault {
    # What is wrong with the machine itself, as sentences.
    if (-not (Wait-Until { (Get-ImageState) -eq 'IMAGE_STATE_COMPLETE' } 600)) {
        "Windows Setup is in $(Get-ImageState), not in IMAGE_STATE_COMPLETE"
        return
    }
    $agent = Get-LaunchAgent
    if (-not (Wait-Until { -not (Test-AgentActive $agent) } 600)) {
        'the launch agent did not finish within 10 minutes'
    } elseif ($agent.name -eq 'EC2Launch v2') {
        $status = Get-LaunchAgentStatus $agent.program
        if ($status -ne 0) { "the launch agent did not finish well ('ec2launch status' exits with $status)" }
    }
    Get-SealFault $agent
}

function Invoke-Check {
    # One check of the recipe, in a process of its own with its own time limit.
    param($Check, [string] $Directory)
    [void][System.IO.Directory]::CreateDirectory($Directory)
    Write-TextFile (Join-Path $Directory 'script.ps1') $Check.script
    $ended = Invoke-RecipeScript $Directory ([int] $Check.timeoutSeconds)
    Write-KilnLog "Check $($Check.name): exit code $($ended.exitCode) after $($ended.seconds) s."
    if ($ended.exitCode -ne 0) {
        Write-Tail 'The end of the output:' (Join-Path $Directory 'output.log') 1000 10
        Write-Tail 'The end of the error output:' (Join-Path $Directory 'errors.log') 1000 10
    }
    return $ended
}

function Get-CheckFault {
    # Why a check did not pass; nothing when it did.
    param($Check, [hashtable] $Ended)
    if ($Ended.timedOut) { "the check '$($Check.name)' ran longer than its $($Check.timeoutSeconds) seconds" }
    elseif ($Ended.exitCode -ne 0) { "the check '$($Check.name)' exited with $($Ended.exitCode)" }
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $reasons = @(Get-BootFault)
    $checks = @()
    foreach ($check in @(Get-KilnArgument 'checks' @())) {
        $ended = Invoke-Check $check (Join-Path $directory "check-$($checks.Count + 1)")
        $reasons += @(Get-CheckFault $check $ended)
        $checks += [ordered]@{ name = $check.name; exitCode = $ended.exitCode; seconds = $ended.seconds }
    }
    $result = [ordered]@{ outcome = 'passed'; facts = (Get-BootFact); checks = $checks }
    if ($reasons.Count -eq 0) { Complete-Run $directory $result 0 }
    $result['outcome'] = 'failed'
    $result['reasons'] = [string[]] @($reasons | ForEach-Object { ConvertTo-PrintableText $_ })
    $result['setupLogs'] = Get-SetupLog
    Complete-Run $directory $result 1
}
