<#
.SYNOPSIS
    What is particular to EC2Launch v1: its settings are JSON, and it is a set of scripts.
.DESCRIPTION
    After the first start of a machine the agent turns its password setting and its own scheduled task off. An image
    whose task is not scheduled again gives machines that nobody can sign in to: no password, no user data, and the
    routes of another subnet (EC2 User Guide, "Use Sysprep with EC2Launch").
#>
$LaunchRoot = Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch'
$LaunchConfig = Join-Path $LaunchRoot 'Config\LaunchConfig.json'
$LaunchTask = 'Amazon Ec2 Launch - Instance Initialization'

function Update-FirstLaunch {
    # Says in the settings what the first start does, and has the agent run at it.
    param([string] $Secret)
    $edits = @(Get-SettingsEdit 'EC2Launch v1' 'LaunchConfig.json')
    $null = Update-SettingsFile $LaunchConfig {
        param([string[]] $Lines)
        # Settings that say this already keep their layout; others get that of 5.1.
        $text = $Lines -join "`n"
        $same = Edit-JsonText $text @() ''
        $new = Edit-JsonText $text $edits $Secret
        if ($same -ceq $new) { $Lines } else { $new -split '\r?\n' }
    }
    Update-XmlFile 'EC2Launch v1' 'unattend.xml' (Join-Path $LaunchRoot 'Sysprep\Unattend.xml') ''
    Set-LaunchSchedule
}

function Set-LaunchSchedule {
    # The scheduled task runs the agent at the next start. Without it none of the settings has an effect.
    $script = Join-Path $LaunchRoot 'Scripts\InitializeInstance.ps1'
    & (Join-Path $PSHOME 'powershell.exe') -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass `
        -File $script -Schedule | ForEach-Object { Write-KilnLog "| $_" }
    if ($LASTEXITCODE -ne 0) { Exit-Refused "InitializeInstance.ps1 -Schedule exited with $LASTEXITCODE" }
    $task = @((Get-TaskFolder).GetTasks(1)) | Where-Object { $_.Name -eq $LaunchTask } | Select-Object -First 1
    if ($null -eq $task -or -not $task.Enabled) {
        Exit-Refused "InitializeInstance.ps1 -Schedule left the scheduled task '$LaunchTask' missing or disabled"
    }
}

function Get-FirstLaunchSysprep {
    $script = Join-Path $LaunchRoot 'Scripts\SysprepInstance.ps1'
    return @{
        program = (Join-Path $PSHOME 'powershell.exe')
        arguments = "-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$script`" -NoShutdown"
        name = 'SysprepInstance.ps1'
        answers = (Join-Path $LaunchRoot 'Sysprep\Unattend.xml')
        log = (Join-Path $LaunchRoot 'Log\EC2Launch.log')
    }
}
