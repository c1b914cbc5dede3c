<#
.SYNOPSIS
    Makes the machine ready for its image, through its launch agent.
.DESCRIPTION
    Arguments: build, recipe, run, method ("sysprep", "shutdown", "none"), administratorPassword ("random", "specify",
    "keep"), passwordFrom (see password.ps1), answers for Setup, edits by the name of the agent and answerEdits (see
    edit-settings.ps1), drives, addedDrives and addedVolumes (see drives.ps1), unsupportedRoles {} and agentFaults []
    (see preflight.ps1), otherUsers and keptUsers (see users.ps1), cleanUp and defragment (see clean-up.ps1).

    The machine is looked at first, and restarted (exit 3010) when Windows waits for that: see preflight.ps1.
    The agent is found on the machine, and its settings are changed. By sysprep it then generalizes Windows without
    shutting it down: only when the machine's state has been read it may go down. By shutdown it is told that the next
    start is a first one. From then on the machine must not start again, because the next start uses that up. None only
    looks.

    Outcomes: {"outcome":"sealed","already":false,"facts":{...},"setupErrors":[],"freed":{"event logs":4096},
    "answerFile":"..."},
    {"outcome":"initialised","facts":{...},"freed":{...}}, {"outcome":"untouched","facts":{...},"freed":{}},
    {"outcome":"refused","reasons":[...]},
    {"outcome":"failed","reason":"...","imageState":"...","setupErrors":[...],"setupLogs":"..."}.
#>
$SealFile = Join-Path $KilnRoot 'seal.json'
$Generalized = 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE'
$SetupLogs = Join-Path $env:windir 'System32\Sysprep\Panther'

function Get-SetupLogLength {
    param([string] $Name = 'setuperr.log')
    $path = Join-Path $SetupLogs $Name
    if (-not (Test-Path -LiteralPath $path)) { return 0 }
    return (Get-Item -LiteralPath $path).Length
}

function Get-NewSetupError {
    # Lines that came to Sysprep's error log since this build began to seal; all of them when the log was begun anew.
    param([hashtable] $State)
    if (-not $State.ContainsKey('setupErrorLength')) { return @() }
    $since = [long] $State['setupErrorLength']
    $length = Get-SetupLogLength
    if ($length -lt $since) { $since = 0 }
    $lines = @(Get-TailText (Join-Path $SetupLogs 'setuperr.log') ($length - $since) 10)
    $errors = @($lines | ForEach-Object { ConvertTo-PrintableText $_ 300 })
    while ((ConvertTo-AsciiJson $errors).Length -gt 4000) { $errors = @($errors | Select-Object -Skip 1) }
    return $errors
}

function Exit-NotSealed {
    # Sealing failed. The machine's state stays as it is, for a person to look at.
    param([string] $Reason, [hashtable] $State)
    Write-Tail "The end of the agent's log:" $script:Sysprep.log 3000 30
    Remove-SealTask
    $errors = [string[]] @(Get-NewSetupError $State)
    $result = [ordered]@{ outcome = 'failed'; reason = $Reason; imageState = (Get-ImageState); setupErrors = $errors }
    # Told while the machine still runs: once it is stopped nobody can read them without its volume.
    $result['setupLogs'] = Compress-Log "$SetupLogs\" ([ordered]@{ 'setuperr.log' = 8000; 'setupact.log' = 20000 })
    Exit-Kiln $result 1
}

function Limit-Answer {
    # SSM keeps 24,000 characters of an output, of which the log may have 9,000. What a lineage can do without is left out
    # until the answer fits; without all of it, it always does. A cut-off answer would make a sealed machine a failed one.
    param($Result)
    foreach ($part in 'titles of updates', 'answer file', 'days of updates', 'features') {
        if ((ConvertTo-AsciiJson $Result).Length -le 13500) { return }
        Write-KilnLine "Left out of the answer, which is too long for SSM: $part."
        if ($part -eq 'titles of updates') { foreach ($update in $Result.facts.installedUpdates) { $update.title = '' } }
        elseif ($part -eq 'answer file') { $Result.answerFile = '' }
        elseif ($part -eq 'days of updates') { $Result.facts.installedUpdates = @() }
        else { $Result.facts.features = @() }
    }
}

function Exit-Sealed {
    # Leaves nothing of Kiln in the image, and answers.
    param([bool] $Already, [hashtable] $State)
    if ($State.ContainsKey('facts')) { $facts = $State['facts'] | ConvertFrom-Json } else { $facts = Get-SealFact }
    $errors = [string[]] @(Get-NewSetupError $State)
    Remove-SealTask
    $result = [ordered]@{ outcome = 'sealed'; already = $Already; facts = $facts; setupErrors = $errors }
    $result['freed'] = Complete-CleanUp
    Remove-Item -LiteralPath $KilnRoot -Recurse -Force
    # Only now: EC2Launch v2 itself writes the locale into it when it runs Sysprep.
    $result['answerFile'] = Get-AnswerFile $script:Sysprep.answers
    Limit-Answer $result
    Exit-Kiln $result 0
}

function Get-SealFact {
    # What the lineage keeps; read before Windows is generalized, while everything still answers.
    $facts = Get-MachineFact
    $facts['updates'] = [string[]] @(Get-InstalledUpdate | Select-Object -Last 200)
    $facts['installedUpdates'] = [object[]] @(Get-UpdateDetail)
    $facts['features'] = [string[]] @(Get-InstalledFeature)
    return $facts
}

function Test-SysprepFailed {
    # Whether Sysprep itself has said since this build began that it gives up. Other lines of its error log may come from a
    # run that goes well.
    param([hashtable] $State)
    return @(Get-NewSetupError $State | Where-Object { $_ -match 'SYSPRP +WinMain:' }).Count -gt 0
}

function Wait-Generalized {
    # Waits, for an hour at most, until Windows is generalized and nothing works on it any more; the answer is empty then,
    # and otherwise how it ended. Three minutes of quiet are an end. So are three minutes in which a Sysprep that has given
    # up logs nothing: the agents run it without /quiet, and it shows a dialog that nobody can close.
    param([hashtable] $State)
    $quiet = 0
    $length = -1
    for ($look = 0; $look -lt 720; $look++) {
        if (Test-SealActive) {
            $before = $length
            $length = (Get-SetupLogLength) + (Get-SetupLogLength 'setupact.log')
            if ($length -eq $before -and (Test-SysprepFailed $State)) { $quiet++ } else { $quiet = 0 }
            if ($quiet -ge 36) { return 'came to an error and stayed open' }
        }
        elseif ((Get-ImageState) -eq $Generalized) { return '' }
        else {
            $quiet++
            if ($quiet -ge 36) { return 'ended' }
        }
        Start-Sleep -Seconds 5
    }
    return 'did not end within an hour'
}

function Stop-Seal {
    # Ends a Sysprep that does not end by itself, so that a redrive does not wait for it again.
    $task = Get-SealTask
    if ($null -ne $task -and $task.State -eq 4) { $task.Stop(0) }
    foreach ($process in @(Get-Process -Name 'sysprep' -ErrorAction SilentlyContinue)) { Stop-ProcessTree $process.Id }
}

function Complete-Seal {
    # Waits for what was started, and answers by what Windows Setup says then.
    param([hashtable] $State)
    $how = Wait-Generalized $State
    if (-not $how) { Exit-Sealed $false $State }
    $task = Get-SealTask
    if ($how -ne 'ended') {
        Stop-Seal
        $how += ', so it was stopped,'
    } elseif ($null -ne $task) { $how += (' with 0x{0:x8}' -f [int] $task.LastTaskResult) }
    Exit-NotSealed "$($script:Sysprep.name) $how and Windows is in $(Get-ImageState); start a new build" $State
}

function Resume-Seal {
    # Ends what an earlier run of this script began. Comes back when there is nothing to end.
    $state = Read-State $SealFile
    if (Test-SealActive) {
        Write-KilnLog 'A generalize is under way; waiting for it.'
        Complete-Seal $state
    }
    $imageState = Get-ImageState
    if ($imageState -eq $Generalized) { Exit-Sealed $true $state }
    if ($imageState -eq 'IMAGE_STATE_UNDEPLOYABLE') {
        Exit-NotSealed 'an earlier Sysprep did not come to its end and cannot be repaired; start a new build' $state
    }
}

function Get-Sysprep {
    # How the agent runs Sysprep, and where it tells about it.
    param($Agent)
    if ($Agent.name -eq 'EC2Launch v2') { return Get-SecondLaunchSysprep $Agent.program }
    if ($Agent.name -eq 'EC2Launch v1') { return Get-FirstLaunchSysprep }
    if ($Agent.name -eq 'EC2Config') { return Get-ConfigSysprep }
    Exit-Refused 'Kiln seals machines with EC2Launch v2, EC2Launch v1 or EC2Config, and this one has none of them'
}

function Update-AgentSettings {
    # Works out what the agent's settings are to say; writes nothing.
    param($Agent, [string] $Secret)
    if ($Agent.name -eq 'EC2Launch v2') { Update-SecondLaunch $Secret }
    elseif ($Agent.name -eq 'EC2Launch v1') { Update-FirstLaunch $Secret }
    else { Update-ConfigService $Secret }
}

function Complete-Settings {
    # What the agent needs besides its settings.
    param($Agent, [string] $Method, [string] $Secret)
    if ($Agent.name -eq 'EC2Launch v2') { Complete-SecondLaunch $Agent.program $Method }
    elseif ($Agent.name -eq 'EC2Launch v1') { Complete-FirstLaunch }
    # Without Sysprep there is no Setup that could set the password, so it is set at once, as EC2Config's dialogue does it.
    elseif ($Method -eq 'shutdown' -and $Secret) { Set-AdministratorPassword $Secret }
}

function Initialize-Seal {
    # Tells the agent what to do at the next start. What can refuse comes before what changes the machine, and last comes
    # what makes a first start of the next one.
    param($Agent, [string] $Method, [string] $Secret)
    Update-AgentSettings $Agent $Secret
    if ($Method -eq 'sysprep') { Remove-OtherUser }
    Save-Settings
    Complete-Settings $Agent $Method $Secret
}

function Start-Seal {
    param($Agent)
    if ($Agent.name -eq 'EC2Config') {
        Write-KilnLog 'Generalizing as EC2Config does it.'
        Start-ConfigSysprep
        return
    }
    Write-KilnLog 'Generalizing as the built-in Administrator.'
    Start-SealTask $script:Sysprep.program $script:Sysprep.arguments
}

function Exit-Ready {
    # The machine is ready and keeps its identity. Leaves nothing of Kiln in the image.
    param([string] $Outcome)
    $result = [ordered]@{ outcome = $Outcome; facts = (Get-SealFact); freed = (Complete-CleanUp) }
    Remove-Item -LiteralPath $KilnRoot -Recurse -Force
    Limit-Answer $result
    Exit-Kiln $result 0
}

function Assert-Ready {
    param($Agent, [string] $Method)
    $reasons = @(Get-SealObstacle $Agent $Method | ForEach-Object { ConvertTo-PrintableText $_ })
    if ($Method -eq 'sysprep') { $reasons += @(Get-AnswerObstacle) }
    if ($reasons.Count -gt 0) { Exit-Refused $reasons }
}

Invoke-Guest {
    $directory = Get-RunDirectory
    $agent = Get-LaunchAgent
    $method = [string](Get-KilnArgument 'method')
    if (@('sysprep', 'shutdown', 'none') -notcontains $method) { throw "there is no method '$method'" }
    if ($method -eq 'none') {
        Assert-Ready $agent $method
        Exit-Ready 'untouched'
    }
    $script:Sysprep = Get-Sysprep $agent
    if ($method -eq 'sysprep') { Resume-Seal }
    Assert-Ready $agent $method
    $secret = Get-AdministratorSecret
    Resolve-PendingRestart $directory
    Initialize-Seal $agent $method $secret
    if ($method -eq 'shutdown') { Exit-Ready 'initialised' }
    $state = @{ facts = (ConvertTo-AsciiJson (Get-SealFact)); setupErrorLength = (Get-SetupLogLength) }
    Write-State $SealFile $state
    Start-Seal $agent
    Complete-Seal $state
}
