<#
.SYNOPSIS
    Runs a program as the built-in Administrator.
.DESCRIPTION
    As LOCAL SYSTEM a Sysprep breaks the shell of Server 2022 and 2025 without an error (Microsoft, "Sysprep as System
    on Windows 11"), so it runs as Administrator by a batch logon: a scheduled task. The account gets a random password
    for it, which nobody ever sees, and another one afterwards.
#>
$SealTask = 'Kiln seal'

function New-RandomPassword {
    # 40 random characters, and one of each kind that a password policy may ask for.
    $bytes = New-Object byte[] 30
    $source = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    $source.GetBytes($bytes)
    return [Convert]::ToBase64String($bytes) + 'aA1!'
}

function Set-AdministratorPassword {
    # By ADSI, because Windows Server 2012 R2 has no cmdlet for it, and because methods are not logged with their
    # parameters as cmdlets are.
    param([string] $Password)
    $user = [ADSI] "WinNT://$env:COMPUTERNAME/$((Get-BuiltInAdministrator).Name),user"
    $user.SetPassword($Password)
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
    # A program as Administrator, elevated, by a batch logon.
    param([string] $Program, [string] $Arguments)
    $account = Get-BuiltInAdministrator
    if ($account.Disabled) { Enable-LocalUser -SID $account.SID }
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
    $action.Arguments = $Arguments
    $user = "$env:COMPUTERNAME\$($account.Name)"
    try {
        # 6: create or replace. 1: log on with a password, which makes it a batch logon.
        $task = $service.GetFolder('\').RegisterTaskDefinition($SealTask, $definition, 6, $user, $password, 1)
        [void] $task.Run($null)
        # 0x41303, SCHED_S_TASK_HAS_NOT_RUN: Task Scheduler takes a moment.
        if (-not (Wait-Until { (Get-SealTask).LastTaskResult -ne 0x41303 } 120)) { throw 'it did not begin' }
    } catch {
        $why = $_.Exception.Message
        Remove-SealTask
        throw "the task '$SealTask' cannot run ($why); look for a policy that denies Administrator to log on as a batch job, then redrive"
    }
}
