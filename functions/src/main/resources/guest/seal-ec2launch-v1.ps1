<#
.SYNOPSIS
    What is particular to EC2Launch v1: its settings are JSON, and it is a set of scripts.
.DESCRIPTION
    After the first start of a machine the agent turns its password setting and its own scheduled task off. An image
    whose task is not scheduled again gives machines that nobody can sign in to: no password, no user data, and the
    routes of another subnet (EC2 User Guide, "Use Sysprep with EC2Launch").
#>
$LaunchRoot = Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch'

function Update-FirstLaunch {
    # Says in the settings what the first start does.
    param([string] $Secret)
    foreach ($name in 'LaunchConfig.json', 'DriveLetterMappingConfig.json') {
        $path = Join-Path $LaunchRoot "Config\$name"
        Update-SettingsFile 'EC2Launch v1' $name $path $Secret
    }
    Update-SettingsFile 'EC2Launch v1' 'answers' (Join-Path $LaunchRoot 'Sysprep\Unattend.xml') ''
}

function Complete-FirstLaunch {
    # Has the agent run at the next start. It disables the SSM agent until then, so from here on a restart of the machine is
    # a first start, and nothing may be refused.
    Set-LaunchSchedule 'InitializeInstance.ps1' 'Instance Initialization'
    # At each start it formats volumes that are empty, and gives letters.
    if (Test-ByLabel 'EC2Launch v1') { Set-LaunchSchedule 'InitializeDisks.ps1' 'Disk Initialization' }
}

function Set-LaunchSchedule {
    # A scheduled task runs a script of the agent at the next start. Without it the script's settings have no effect.
    param([string] $Name, [string] $Task)
    $wanted = "Amazon Ec2 Launch - $Task"
    & (Join-Path $PSHOME 'powershell.exe') -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass `
        -File (Join-Path $LaunchRoot "Scripts\$Name") -Schedule | ForEach-Object { Write-KilnLog "| $_" }
    if ($LASTEXITCODE -ne 0) { throw "$Name -Schedule exited with $LASTEXITCODE" }
    if (@((Get-TaskFolder).GetTasks(1) | Where-Object { $_.Name -eq $wanted -and $_.Enabled }).Count -eq 0) {
        throw "$Name -Schedule left the scheduled task '$wanted' missing or disabled"
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
