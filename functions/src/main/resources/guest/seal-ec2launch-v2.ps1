<#
.SYNOPSIS
    Generalizes the machine through EC2Launch v2, so that an image can be made of it.
.DESCRIPTION
    Arguments: build, recipe, run, administratorPassword ("random").

    As LOCAL SYSTEM a Sysprep breaks the shell of Server 2022 and 2025 without an error (Microsoft, "Sysprep as System
    on Windows 11"), so 'ec2launch sysprep' runs as the built-in Administrator by a batch logon: a scheduled task. The
    account gets a random password for it, which nobody ever sees, and another one afterwards.

    The machine is not shut down here: only when its state has been read it may be. From then on it must not start
    again, because the next start uses the generalized state up.

    Outcomes: {"outcome":"sealed","already":false,"facts":{...},"setupErrors":[]},
    {"outcome":"refused","reasons":[...]},
    {"outcome":"failed","reason":"...","imageState":"...","setupErrors":[...]}.
#>
$SealTask = 'Kiln seal'
$SealFile = Join-Path $KilnRoot 'seal.json'
$Generalized = 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE'
$SetupErrorLog = Join-Path $env:windir 'System32\Sysprep\Panther\setuperr.log'
$AgentConfig = Join-Path $env:ProgramData 'Amazon\EC2Launch\config\agent-config.yml'

# --- the agent's settings -------------------------------------------------------------------------------------------

function Get-Indent {
    param([string] $Line)
    return $Line.Length - $Line.TrimStart(' ').Length
}

function Find-BlockEnd {
    # The number of the line after a YAML block that begins at a line: all that is deeper. Comments and blank lines at
    # its end belong to what follows.
    param([string[]] $Lines, [int] $Start)
    $indent = Get-Indent $Lines[$Start]
    $end = $Start + 1
    for ($i = $Start + 1; $i -lt $Lines.Count; $i++) {
        $text = $Lines[$i].Trim()
        if (-not $text -or $text.StartsWith('#')) { continue }
        if ((Get-Indent $Lines[$i]) -le $indent) { return $end }
        $end = $i + 1
    }
    return $end
}

function Find-Line {
    # The number of the first line in a range that matches, or -1.
    param([string[]] $Lines, [int] $From, [int] $To, [string] $Pattern)
    for ($i = $From; $i -lt $To; $i++) {
        if ($Lines[$i] -match $Pattern) { return $i }
    }
    return -1
}

function Join-Lines {
    # The lines with a range [From, To) replaced, the new ones indented.
    param([string[]] $Lines, [int] $From, [int] $To, [int] $Indent, [string[]] $New)
    $all = New-Object System.Collections.Generic.List[string]
    for ($i = 0; $i -lt $From; $i++) { $all.Add($Lines[$i]) }
    foreach ($line in $New) { $all.Add((' ' * $Indent) + $line) }
    for ($i = $To; $i -lt $Lines.Count; $i++) { $all.Add($Lines[$i]) }
    return $all.ToArray()
}

function Stop-Edit {
    # What is written in braces instead of lines cannot be edited line by line.
    param([string] $What)
    throw "$What of setAdminAccount in $AgentConfig cannot be edited; write it in lines of its own, without braces"
}

function Set-RandomPassword {
    # The lines of agent-config.yml with 'setAdminAccount' of stage preReady giving a random password. All other lines
    # stay as they are, comments and unknown tasks included.
    param([string[]] $Lines)
    $stage = Find-Line $Lines 0 $Lines.Count '^ *- +stage: *["'']?preReady["'']? *(#.*)?$'
    if ($stage -lt 0) { return Add-PreReadyStage $Lines }
    $stageEnd = Find-BlockEnd $Lines $stage
    $task = Find-Line $Lines $stage $stageEnd '^ *- +task: *["'']?setAdminAccount["'']? *(#.*)?$'
    if ($task -lt 0) { return Add-AdminTask $Lines $stage $stageEnd }
    return Set-TaskPassword $Lines $task (Find-BlockEnd $Lines $task)
}

function Set-TaskPassword {
    # The lines with the password of a task that is there.
    param([string[]] $Lines, [int] $Task, [int] $TaskEnd)
    $inputs = Find-Line $Lines $Task $TaskEnd '^ *inputs:'
    if ($inputs -lt 0) {
        $new = 'inputs:', '  password:', '    type: random'
        return Join-Lines $Lines ($Task + 1) ($Task + 1) ((Get-Indent $Lines[$Task]) + 2) $new
    }
    if ($Lines[$inputs] -match '^ *inputs: *\{ *password: *\{ *type: *random *\} *\} *$') { return $Lines }
    if ($Lines[$inputs] -notmatch '^ *inputs: *(#.*)?$') { Stop-Edit 'inputs' }
    $password = Find-Line $Lines $inputs $TaskEnd '^ *password:'
    $new = 'password:', '  type: random'
    if ($password -lt 0) {
        return Join-Lines $Lines ($inputs + 1) ($inputs + 1) ((Get-Indent $Lines[$inputs]) + 2) $new
    }
    if ($Lines[$password] -notmatch '^ *password: *(\{[^{}]*\})? *(#.*)?$') { Stop-Edit 'password' }
    return Join-Lines $Lines $password (Find-BlockEnd $Lines $password) (Get-Indent $Lines[$password]) $new
}

function Add-PreReadyStage {
    # At the end: the agent runs stages in its own order, not in that of the file.
    param([string[]] $Lines)
    $other = Find-Line $Lines 0 $Lines.Count '^ *- +stage:'
    if ($other -lt 0 -or ($Lines -join ' ') -match 'preReady') { Stop-Edit 'the stage' }
    $end = $Lines.Count
    while ($end -gt 0 -and -not $Lines[$end - 1].Trim()) { $end-- }
    $new = '- stage: preReady', '  tasks:', '  - task: setAdminAccount', '    inputs:', '      password:',
        '        type: random'
    return Join-Lines $Lines $end $end (Get-Indent $Lines[$other]) $new
}

function Add-AdminTask {
    # Before the other tasks of the stage, at their depth.
    param([string[]] $Lines, [int] $Stage, [int] $StageEnd)
    $tasks = Find-Line $Lines $Stage $StageEnd '^ *tasks: *(#.*)?$'
    $hidden = Find-Line $Lines $Stage $StageEnd '^[^#]*setAdminAccount'
    if ($tasks -lt 0 -or $hidden -ge 0) { Stop-Edit 'the task' }
    $indent = Get-Indent $Lines[$tasks]
    $first = Find-Line $Lines $tasks $StageEnd '^ *- +task:'
    if ($first -ge 0) { $indent = Get-Indent $Lines[$first] }
    $new = '- task: setAdminAccount', '  inputs:', '    password:', '      type: random'
    return Join-Lines $Lines ($tasks + 1) ($tasks + 1) $indent $new
}

function Write-Difference {
    # What changed in the settings. A password that stood there in clear text is not shown.
    param([string[]] $Before, [string[]] $After)
    foreach ($change in @(Compare-Object -ReferenceObject $Before -DifferenceObject $After)) {
        $sign = '+'
        if ($change.SideIndicator -eq '<=') { $sign = '-' }
        Write-KilnLog ("agent-config.yml $sign" + ($change.InputObject -replace '(data["'']?: *).*', '$1(not shown)'))
    }
}

function Update-AgentConfig {
    # Sets the password to random. A backup stays until the machine is sealed; settings that the agent finds invalid are
    # taken back.
    param([string] $Program)
    $backup = Join-Path $KilnRoot 'agent-config.yml'
    $bytes = [System.IO.File]::ReadAllBytes($AgentConfig)
    $mark = $bytes.Length -ge 3 -and $bytes[0] -eq 0xef -and $bytes[1] -eq 0xbb -and $bytes[2] -eq 0xbf
    $text = [System.IO.File]::ReadAllText($AgentConfig)
    $end = "`n"
    if ($text.Contains("`r`n")) { $end = "`r`n" }
    $before = [string[]] @($text -split '\r?\n')
    $after = [string[]] @(Set-RandomPassword $before)
    if (($before -join "`n") -ceq ($after -join "`n")) { return }
    Write-Difference $before $after
    Copy-Item -LiteralPath $AgentConfig -Destination $backup -Force
    [System.IO.File]::WriteAllText($AgentConfig, ($after -join $end), (New-Object System.Text.UTF8Encoding($mark)))
    $null = & $Program validate
    if ($LASTEXITCODE -ne 0) {
        Copy-Item -LiteralPath $backup -Destination $AgentConfig -Force
        throw "the launch agent does not accept the changed $AgentConfig ('validate' failed); it is as it was"
    }
}

# --- the batch logon -------------------------------------------------------------------------------------------------

function New-RandomPassword {
    # 40 random characters, and one of each kind that a password policy may ask for.
    $bytes = New-Object byte[] 30
    $source = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    $source.GetBytes($bytes)
    return [Convert]::ToBase64String($bytes) + 'aA1!'
}

function Get-Administrator {
    # The built-in account, whatever its name: its relative identifier is 500.
    return Get-LocalUser | Where-Object { "$($_.SID)" -match '^S-1-5-21-.+-500$' }
}

function Set-AdministratorPassword {
    param([string] $Password)
    # Character by character: ConvertTo-SecureString would put the text where module logging records it.
    $secure = New-Object System.Security.SecureString
    foreach ($character in $Password.ToCharArray()) { $secure.AppendChar($character) }
    Set-LocalUser -SID (Get-Administrator).SID -Password $secure
}

function Get-TaskFolder {
    # Task Scheduler's own interface: unlike a cmdlet's, the parameters of its methods are never logged.
    $service = New-Object -ComObject Schedule.Service
    $service.Connect()
    return $service.GetFolder('\')
}

function Get-SealTask {
    # The task, or nothing. Hidden tasks (1) included.
    return @((Get-TaskFolder).GetTasks(1)) | Where-Object { $_.Name -eq $SealTask } | Select-Object -First 1
}

function Test-SealActive {
    # The task is queued (2) or running (4), or Sysprep runs: EC2Launch need not wait for it.
    $task = Get-SealTask
    if ($null -ne $task -and ($task.State -eq 2 -or $task.State -eq 4)) { return $true }
    return @(Get-Process -Name 'sysprep' -ErrorAction SilentlyContinue).Count -gt 0
}

function Remove-SealTask {
    # The task goes, and with it the password that Task Scheduler keeps; another one takes its place.
    if ($null -eq (Get-SealTask)) { return }
    (Get-TaskFolder).DeleteTask($SealTask, 0)
    Set-AdministratorPassword (New-RandomPassword)
}

function Start-SealTask {
    # 'ec2launch sysprep' as Administrator, elevated, by a batch logon.
    param([string] $Program)
    $account = Get-Administrator
    if (-not $account.Enabled) { Enable-LocalUser -SID $account.SID }
    $password = New-RandomPassword
    Set-AdministratorPassword $password
    $service = New-Object -ComObject Schedule.Service
    $service.Connect()
    $definition = $service.NewTask(0)
    $definition.Principal.RunLevel = 1
    $definition.Settings.ExecutionTimeLimit = 'PT2H'
    $definition.Settings.DisallowStartIfOnBatteries = $false
    # 7, the default, is below normal.
    $definition.Settings.Priority = 4
    $action = $definition.Actions.Create(0)
    $action.Path = $Program
    $action.Arguments = 'sysprep --shutdown=false'
    # 6: create or replace. 1: log on with a password, which makes it a batch logon.
    $user = "$env:COMPUTERNAME\$($account.Name)"
    $task = $service.GetFolder('\').RegisterTaskDefinition($SealTask, $definition, 6, $user, $password, 1)
    [void] $task.Run($null)
    # 0x41303, SCHED_S_TASK_HAS_NOT_RUN: Task Scheduler takes a moment.
    if (-not (Wait-Until { (Get-SealTask).LastTaskResult -ne 0x41303 } 120)) {
        throw "the task '$SealTask' did not start"
    }
}

# --- generalize -----------------------------------------------------------------------------------------------------

function Get-SetupErrorLength {
    if (-not (Test-Path -LiteralPath $SetupErrorLog)) { return 0 }
    return (Get-Item -LiteralPath $SetupErrorLog).Length
}

function Get-NewSetupError {
    # Lines that came to Sysprep's error log since this build began to seal; all of them when the log was begun anew.
    param([hashtable] $State)
    if (-not $State.ContainsKey('setupErrorLength')) { return @() }
    $since = [long] $State['setupErrorLength']
    $length = Get-SetupErrorLength
    if ($length -lt $since) { $since = 0 }
    $lines = @(Get-TailText $SetupErrorLog ($length - $since) 10)
    return @($lines | ForEach-Object { ConvertTo-PrintableText $_ 300 })
}

function Exit-NotSealed {
    # Sealing failed. The machine's state stays as it is, for a person to look at.
    param([string] $Reason, [hashtable] $State)
    Write-Tail 'The end of agent.log:' (Join-Path $env:ProgramData 'Amazon\EC2Launch\log\agent.log') 3000 30
    Remove-SealTask
    $errors = [string[]] @(Get-NewSetupError $State)
    $result = [ordered]@{ outcome = 'failed'; reason = $Reason; imageState = (Get-ImageState); setupErrors = $errors }
    Exit-Kiln $result 1
}

function Exit-Sealed {
    # Leaves nothing of Kiln in the image, and answers.
    param([bool] $Already, [hashtable] $State)
    if ($State.ContainsKey('facts')) { $facts = $State['facts'] | ConvertFrom-Json } else { $facts = Get-SealFact }
    $errors = [string[]] @(Get-NewSetupError $State)
    Remove-SealTask
    Remove-Item -LiteralPath $KilnRoot -Recurse -Force
    Exit-Kiln ([ordered]@{ outcome = 'sealed'; already = $Already; facts = $facts; setupErrors = $errors }) 0
}

function Get-SealFact {
    # What the lineage keeps; read before Windows is generalized, while everything still answers.
    $facts = Get-MachineFact
    $facts['updates'] = [string[]] @(Get-InstalledUpdate)
    $facts['features'] = [string[]] @(Get-InstalledFeature)
    return $facts
}

function Wait-Generalized {
    # Waits until Windows is generalized and nothing works on it any more, at most 60 minutes. False when it is quiet
    # for three minutes without being generalized.
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $quiet = 0
    while ($watch.Elapsed.TotalMinutes -lt 60 -and $quiet -lt 36) {
        if (Test-SealActive) { $quiet = 0 }
        elseif ((Get-ImageState) -eq $Generalized) { return $true }
        else { $quiet++ }
        Start-Sleep -Seconds 5
    }
    return $false
}

function Complete-Seal {
    # Waits for what was started, and answers by what Windows Setup says then.
    param([hashtable] $State)
    if (Wait-Generalized) { Exit-Sealed $false $State }
    if (Test-SealActive) { Exit-NotSealed 'ec2launch sysprep did not end within 60 minutes; start a new build' $State }
    $task = Get-SealTask
    $how = 'ec2launch sysprep ended'
    if ($null -ne $task) { $how += (' with 0x{0:x8}' -f [int] $task.LastTaskResult) }
    Exit-NotSealed "$how and Windows is in $(Get-ImageState); start a new build" $State
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

function Exit-Refused {
    param([string[]] $Reasons)
    Exit-Kiln ([ordered]@{ outcome = 'refused'; reasons = $Reasons }) 1
}

Invoke-Guest {
    Protect-KilnRoot
    $agent = Get-LaunchAgent
    if ($agent.name -ne 'EC2Launch v2') {
        Exit-Refused "Kiln seals machines with EC2Launch v2; the launch agent of this one is: $($agent.name)"
    }
    Resume-Seal
    $password = Get-KilnArgument 'administratorPassword' 'random'
    if ($password -ne 'random') { throw "the Administrator's password can be 'random', not '$password'" }
    $reasons = @(Get-SealObstacle $agent.program | ForEach-Object { ConvertTo-PrintableText $_ })
    if ($reasons.Count -gt 0) { Exit-Refused $reasons }
    Update-AgentConfig $agent.program
    $state = @{ facts = (ConvertTo-AsciiJson (Get-SealFact)); setupErrorLength = (Get-SetupErrorLength) }
    Write-State $SealFile $state
    Write-KilnLog 'Generalizing as the built-in Administrator.'
    Start-SealTask $agent.program
    Complete-Seal $state
}
