<#
.SYNOPSIS
    What is particular to EC2Launch v2: its settings are YAML, and it runs Sysprep itself.
.DESCRIPTION
    agent-config.yml is edited line by line: 5.1 knows no YAML, and what Kiln does not know must stay as it is.
#>
$AgentConfig = Join-Path $env:ProgramData 'Amazon\EC2Launch\config\agent-config.yml'
$SecondAnswers = Join-Path $env:ProgramData 'Amazon\EC2Launch\sysprep\unattend.xml'

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
    throw "$What in $AgentConfig cannot be edited; write it in lines of its own, without braces"
}

function Find-Task {
    # The number of the line at which a task of a stage begins, or -1.
    param([string[]] $Lines, [string] $Stage, [string] $Task)
    $at = Find-Line $Lines 0 $Lines.Count ('^ *- +stage: *["'']?' + $Stage + '["'']? *(#.*)?$')
    if ($at -lt 0) { return -1 }
    return Find-Line $Lines $at (Find-BlockEnd $Lines $at) ('^ *- +task: *["'']?' + $Task + '["'']? *(#.*)?$')
}

function Set-AdminPassword {
    # The lines of agent-config.yml with what 'setAdminAccount' of stage preReady does about the password, which are the
    # lines in Setting. All other lines stay as they are, comments and unknown tasks included.
    param([string[]] $Lines, [string[]] $Setting)
    $task = Find-Task $Lines 'preReady' 'setAdminAccount'
    if ($task -lt 0) {
        return Add-Task $Lines 'preReady' 'setAdminAccount' $Setting
    }
    return Set-TaskPassword $Lines $task (Find-BlockEnd $Lines $task) $Setting
}

function Set-TaskPassword {
    # The lines with the password of a task that is there.
    param([string[]] $Lines, [int] $Task, [int] $TaskEnd, [string[]] $Setting)
    $inputs = Find-Line $Lines $Task $TaskEnd '^ *inputs:'
    if ($inputs -lt 0) {
        $new = @('inputs:') + @($Setting | ForEach-Object { "  $_" })
        return Join-Lines $Lines ($Task + 1) ($Task + 1) ((Get-Indent $Lines[$Task]) + 2) $new
    }
    $inBraces = 'inputs:{password:{' + (@($Setting | Select-Object -Skip 1) -join ',') + '}}'
    if (($Lines[$inputs] -replace ' ') -ceq ($inBraces -replace ' ')) { return $Lines }
    if ($Lines[$inputs] -notmatch '^ *inputs: *(#.*)?$') { Stop-Edit 'inputs of setAdminAccount' }
    $password = Find-Line $Lines $inputs $TaskEnd '^ *password:'
    if ($password -lt 0) {
        return Join-Lines $Lines ($inputs + 1) ($inputs + 1) ((Get-Indent $Lines[$inputs]) + 2) $Setting
    }
    if ($Lines[$password] -notmatch '^ *password: *(\{[^{}]*\})? *(#.*)?$') { Stop-Edit 'password of setAdminAccount' }
    return Join-Lines $Lines $password (Find-BlockEnd $Lines $password) (Get-Indent $Lines[$password]) $Setting
}

function Add-Task {
    # The lines with a task that its stage does not have: before the other tasks of it, at their depth.
    param([string[]] $Lines, [string] $Stage, [string] $Task, [string[]] $Inputs)
    $new = @("- task: $Task", '  inputs:') + @($Inputs | ForEach-Object { "    $_" })
    $at = Find-Line $Lines 0 $Lines.Count ('^ *- +stage: *["'']?' + $Stage + '["'']? *(#.*)?$')
    if ($at -lt 0) { return Add-Stage $Lines $Stage $new }
    $end = Find-BlockEnd $Lines $at
    $tasks = Find-Line $Lines $at $end '^ *tasks: *(#.*)?$'
    $hidden = Find-Line $Lines $at $end ('^[^#]*' + $Task)
    if ($tasks -lt 0 -or $hidden -ge 0) { Stop-Edit $Task }
    $indent = Get-Indent $Lines[$tasks]
    $first = Find-Line $Lines $tasks $end '^ *- +task:'
    if ($first -ge 0) { $indent = Get-Indent $Lines[$first] }
    return Join-Lines $Lines ($tasks + 1) ($tasks + 1) $indent $new
}

function Add-Stage {
    # At the end: the agent runs stages in its own order, not in that of the file.
    param([string[]] $Lines, [string] $Stage, [string[]] $Task)
    $other = Find-Line $Lines 0 $Lines.Count '^ *- +stage:'
    if ($other -lt 0 -or ($Lines -join ' ') -match $Stage) { Stop-Edit "the stage $Stage" }
    $end = $Lines.Count
    while ($end -gt 0 -and -not $Lines[$end - 1].Trim()) { $end-- }
    $new = @("- stage: $Stage", '  tasks:') + @($Task | ForEach-Object { "  $_" })
    return Join-Lines $Lines $end $end (Get-Indent $Lines[$other]) $new
}

function Set-Drive {
    # The lines with what 'initializeVolume' of stage postReady makes of a volume, which comes as its letter, its device
    # and maybe its label, with blanks between. The task comes before that which starts the SSM agent, so that the drives are there for commands.
    param([string[]] $Lines, [string] $Drive)
    $words = @($Drive -split ' ')
    $device = $words[1]
    $new = @("- device: $device")
    if ($words.Count -gt 2) { $new += "  name: '" + (@($words | Select-Object -Skip 2) -join ' ') + "'" }
    # Quoted, because Y and N alone are no texts to YAML. GPT can grow beyond 2 TB.
    $new += "  letter: '$($words[0])'"
    $new += '  partition: gpt'
    $task = Find-Task $Lines 'postReady' 'initializeVolume'
    if ($task -lt 0) { return Add-Task $Lines 'postReady' 'initializeVolume' (@('initialize: devices', 'devices:') + $new) }
    $end = Find-BlockEnd $Lines $task
    if ((Find-Line $Lines $task $end '^ *initialize: *["'']?devices["'']? *(#.*)?$') -lt 0) {
        Exit-Refused "initializeVolume in agent-config.yml does not say 'initialize: devices', so no drive can be added"
    }
    $devices = Find-Line $Lines $task $end '^ *devices: *(#.*)?$'
    if ($devices -lt 0) { Stop-Edit 'devices of initializeVolume' }
    $there = Find-Line $Lines $devices $end ('^ *(- +)?device: *["'']?' + [regex]::Escape($device) + '["'']? *(#.*)?$')
    if ($there -ge 0) {
        if ($Lines[$there] -notmatch '^ *- ') { Stop-Edit "$device of initializeVolume" }
        return Join-Lines $Lines $there (Find-BlockEnd $Lines $there) (Get-Indent $Lines[$there]) $new
    }
    $indent = Get-Indent $Lines[$devices]
    $first = Find-Line $Lines $devices $end '^ *- '
    if ($first -ge 0) { $indent = Get-Indent $Lines[$first] }
    return Join-Lines $Lines ($devices + 1) ($devices + 1) $indent $new
}

function Edit-AgentConfig {
    # The lines of agent-config.yml with changes.
    param([string[]] $Lines, $Edits)
    foreach ($edit in $Edits) {
        if ($edit.kind -eq 'DRIVES') {
            foreach ($drive in @($edit.to -split '\n')) { $Lines = [string[]] @(Set-Drive $Lines $drive) }
            continue
        }
        if ($edit.kind -ne 'TASK') { throw "a $($edit.kind) cannot be changed in YAML" }
        $setting = @('password:', "  type: $($edit.to)")
        if ($edit.to -eq 'static') { $setting += '  data: (not shown 0)' }
        $Lines = [string[]] @(Set-AdminPassword $Lines $setting)
    }
    return $Lines
}

function Update-SecondLaunch {
    # Says in the settings what the first start does.
    param([string] $Secret)
    Update-SettingsFile 'EC2Launch v2' 'answers' $SecondAnswers ''
    Update-SettingsFile 'EC2Launch v2' 'agent-config.yml' $AgentConfig $Secret
}

function Complete-SecondLaunch {
    # Settings that the agent finds invalid are taken back. Without Sysprep the next start is made a first one to it.
    param([string] $Program, [string] $Method)
    $null = & $Program validate
    if ($LASTEXITCODE -ne 0) {
        Restore-Settings
        Exit-Refused "the launch agent does not accept the settings in $AgentConfig ('validate' failed); they are as they were"
    }
    Set-DefaultLocale
    if ($Method -ne 'shutdown') { return }
    $null = & $Program reset
    if ($LASTEXITCODE -ne 0) { throw "'ec2launch reset' exited with $LASTEXITCODE" }
}

function Get-SecondLaunchSysprep {
    param([string] $Program)
    return @{
        program = $Program
        arguments = 'sysprep --shutdown=false'
        name = 'ec2launch sysprep'
        answers = $SecondAnswers
        log = (Join-Path $env:ProgramData 'Amazon\EC2Launch\log\agent.log')
    }
}
