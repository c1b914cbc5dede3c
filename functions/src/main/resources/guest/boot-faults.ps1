<#
.SYNOPSIS
    Finds what the seal was to bring about on a machine of the image and did not.
.DESCRIPTION
    A seal that went wrong is quiet: Windows comes up, and nobody can sign in, or it is its builder once more.
#>
function Test-SetUpHere {
    # Whether the agent has done its work of a first start since this machine was launched. EC2Launch v2 writes a
    # marker, v1 writes into its log only when its task is scheduled, and EC2Config runs at every start.
    param($Agent)
    $marker = Join-Path $env:ProgramData 'Amazon\EC2Launch\state\.run-once'
    if ($Agent.name -eq 'EC2Launch v1') {
        $marker = Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch\Log\EC2Launch.log'
    } elseif ($Agent.name -ne 'EC2Launch v2') {
        return $true
    }
    if (-not (Test-Path -LiteralPath $marker)) { return $false }
    return (Get-Item -LiteralPath $marker -Force).LastWriteTimeUtc -ge (Get-LaunchTime)
}

function Get-LaunchTime {
    # When the machine was launched, in UTC.
    return ([datetimeoffset] (Get-KilnArgument 'launchedAt')).UtcDateTime
}

function Get-PasswordFault {
    # Whether the Administrator got the password of this machine. When Setup ends it has scrambled the builder's.
    param([bool] $ByAgent)
    $account = Get-BuiltInAdministrator
    if ($account.Disabled) {
        'the account Administrator is disabled, so nobody can sign in with the password that it was to get'
        return
    }
    if (-not $ByAgent) { return }
    $user = [ADSI] "WinNT://$env:COMPUTERNAME/$($account.Name),user"
    $set = [datetime]::UtcNow.AddSeconds(0 - [int] $user.PasswordAge.Value)
    $since = Get-LaunchTime
    $setup = Join-Path $env:windir 'Panther\UnattendGC\setupact.log'
    if (Test-Path -LiteralPath $setup) {
        $ended = (Get-Item -LiteralPath $setup).LastWriteTimeUtc
        if ($ended -gt $since) { $since = $ended }
    }
    if ($set -lt $since) { 'the Administrator did not get the password that the launch agent was to set' }
}

function Get-UserDataFault {
    # Whether the user data of this very machine has been run: it leaves a mark, and the builder's is another one.
    $mark = Get-KilnArgument 'userData'
    if ($null -eq $mark) { return }
    $file = Join-Path $KilnRoot 'user-data.txt'
    if (-not (Wait-Until { (Test-Path -LiteralPath $file) -and [System.IO.File]::ReadAllText($file) -eq $mark } 300)) {
        'the user data of the machine was not run'
    }
}

function Get-ClearTextFault {
    # The agents take a password out of their settings when it is set (EC2 User Guide, "Configure EC2Launch v2 settings",
    # "Use Sysprep with EC2Launch", "Use Sysprep with EC2Config"). No cmdlet gets to see what may be one.
    $answers = Join-Path $env:ProgramFiles 'Amazon\Ec2ConfigService\sysprep2008.xml'
    if ((Test-Path -LiteralPath $answers) -and [System.IO.File]::ReadAllText($answers).Contains('<AdministratorPassword')) {
        "a password still stands in clear text in $answers"
    }
    $path = Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch\Config\LaunchConfig.json'
    if ((Test-Path -LiteralPath $path) -and [System.IO.File]::ReadAllText($path) -match '"adminPassword"\s*:\s*"[^"]') {
        "a password still stands in clear text in $path"
    }
    $path = Join-Path $env:ProgramData 'Amazon\EC2Launch\config\agent-config.yml'
    if ((Test-Path -LiteralPath $path) -and (Test-StaticPassword ([System.IO.File]::ReadAllText($path)))) {
        "a password still stands in clear text in $path"
    }
}

function Test-StaticPassword {
    # Whether setAdminAccount in agent-config.yml has a password in clear text, in whatever order its fields are written.
    param([string] $Config)
    $type = 'type: *["'']?static\b["'']?'
    # Neither nothing, nor null, nor an empty text; in single quotes a quote is doubled.
    $data = 'data: *(?!null\s)(?:[^\s"''}]|"[^"]|''(?:[^'']|''''))'
    return $Config -match ($type + '[\s,]+' + $data) -or $Config -match ($data + '[^\r\n]*?[\s,]+' + $type)
}

function Get-IdentityFault {
    # Sysprep gives each machine a new security identifier and a new name.
    $builder = Get-KilnArgument 'builder'
    if ($null -eq $builder) { return }
    $sid = "$((Get-BuiltInAdministrator).SID)" -replace '-500$', ''
    if ($sid -eq $builder.sid) { "the machine has the security identifier of its builder ($sid): it was not generalized" }
    if ($env:COMPUTERNAME -eq $builder.computerName) { "the machine has its builder's name, $($builder.computerName)" }
}

function Get-RemoteDesktopFault {
    # Remote Desktop is refused from before Sysprep until Setup has given the Administrator a password.
    $server = Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'
    if ($server.fDenyTSConnections -eq 1) { 'Remote Desktop is refused, as it is from before Sysprep until Setup has ended' }
}

function Get-ShellFault {
    # A Sysprep as SYSTEM leaves packages of the shell of Server 2025 behind that are not registered whole (Microsoft,
    # "Sysprep as System on Windows 11"). Server Core and older servers have none of them.
    $names = 'MicrosoftWindows.Client.CBS', 'Microsoft.UI.Xaml.CBS', 'MicrosoftWindows.Client.Core'
    foreach ($package in @(Get-AppxPackage -AllUsers | Where-Object { $names -contains $_.Name })) {
        if ("$($package.Status)" -ne 'Ok') {
            "the package $($package.Name) of the shell is $($package.Status), as after a Sysprep that ran as SYSTEM"
        }
    }
}

function Get-StrayRoute {
    # Routes to instance metadata (169.254.169.254), KMS (.250 and .251) and other services at such addresses that lead
    # out of the subnet. EC2Launch v1 keeps them over restarts, and so does whoever makes them persistent (EC2 User
    # Guide, "Unable to activate Windows").
    $gateways = @(Get-NetRoute -DestinationPrefix '0.0.0.0/0' -ErrorAction SilentlyContinue | ForEach-Object { $_.NextHop })
    if ($gateways.Count -eq 0) { return }
    $routes = @(Get-NetRoute -AddressFamily IPv4 -ErrorAction SilentlyContinue)
    $routes += @(Get-NetRoute -AddressFamily IPv4 -PolicyStore PersistentStore -ErrorAction SilentlyContinue)
    $stray = @(foreach ($route in $routes) {
        $address = $route.DestinationPrefix -replace '/32$', ''
        if ($address -notmatch '^169\.254\.169\.\d+$') { continue }
        if ($route.NextHop -eq '0.0.0.0' -or $gateways -contains $route.NextHop) { continue }
        "the route to $address leads to $($route.NextHop), which is no gateway of this subnet"
    })
    $stray | Sort-Object -Unique
}

function Get-RouteFault {
    # The launch agent may still be at its first start.
    if (-not (Wait-Until { @(Get-StrayRoute).Count -eq 0 } 300)) { Get-StrayRoute }
}

function Get-ActivationFault {
    # An image that Amazon activates must be activated again on each machine; one with a license of its own need not.
    $builder = Get-KilnArgument 'builder'
    if ($null -eq $builder -or -not $builder.activated) { return }
    if (-not (Wait-Until { Test-Activated } 300)) { 'Windows is not activated, as it was on the builder' }
}

function Get-AnswerFault {
    # What Setup was told and Windows does not have.
    param($Answers)
    $windows = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $found = @{
        timeZone = [System.TimeZoneInfo]::Local.Id
        locale = (Get-WinSystemLocale).Name
        registeredOwner = [string] $windows.RegisteredOwner
        registeredOrganization = [string] $windows.RegisteredOrganization
    }
    foreach ($name in @($found.Keys | Sort-Object)) {
        $told = $Answers.PSObject.Properties[$name]
        if ($null -ne $told -and $told.Value -ne $found[$name]) {
            "Setup was told the $name '$($told.Value)', and Windows has '$($found[$name])'"
        }
    }
}

function Get-ProfileFault {
    # Setup writes whether it has copied the Administrator's profile (Microsoft, "Customize the default local user
    # profile"; EC2 User Guide, "Troubleshoot Sysprep"). What was said last is of this machine.
    param($Answers)
    $told = $Answers.PSObject.Properties['copyProfile']
    $log = Join-Path $env:windir 'Panther\UnattendGC\setupact.log'
    if ($null -eq $told -or $told.Value -ne 'true' -or -not (Test-Path -LiteralPath $log)) { return }
    $said = @(Get-Content -LiteralPath $log | Where-Object { $_ -match 'CopyProfile (succeeded|failed)' })
    if ($said.Count -gt 0 -and $said[-1] -match 'CopyProfile failed') {
        "Setup was told to copy the profile of the Administrator, and failed: $($said[-1])"
    }
}

function Get-UserFault {
    # Accounts that steps have made, and that are not on this machine as they were made. 0x800000: the password has
    # expired (Microsoft, "ADS_USER_FLAG_ENUM").
    foreach ($user in @(Get-KilnArgument 'users' @())) {
        $who = "the account $($user.name), which a step has made,"
        $found = @(Get-CimInstance -ClassName Win32_UserAccount -Filter "LocalAccount=True AND Name='$($user.name)'")
        if ($found.Count -eq 0) { "$who is not on the machine"; continue }
        if ($found[0].Disabled) { "$who is disabled" }
        $account = [ADSI] "WinNT://$env:COMPUTERNAME/$($user.name),user"
        if ([int] $account.UserFlags.Value -band 0x800000) { "the password of $who has expired" }
        $group = [ADSI] "WinNT://$env:COMPUTERNAME/$(Get-GroupName 'S-1-5-32-544'),group"
        $member = $group.IsMember("WinNT://$env:COMPUTERNAME/$($user.name)")
        if ($user.administrator -and -not $member) { "$who is no administrator" }
        if ($member -and -not $user.administrator) { "$who is an administrator" }
    }
}

function Test-Drive {
    # Whether a letter is that of a volume.
    param([string] $Letter, [string] $VolumeId)
    $partition = Get-Partition -DriveLetter $Letter -ErrorAction SilentlyContinue
    $disk = Find-Disk $VolumeId
    return $null -ne $partition -and $null -ne $disk -and $partition.DiskNumber -eq $disk.Number
}

function Get-DriveFault {
    # Volumes that are not the drives that the launch agent was to make of them.
    foreach ($drive in @(Get-KilnArgument 'drives' @())) {
        if (-not (Wait-Until { Test-Drive $drive.letter $drive.volumeId } 300)) {
            "the volume of the device $($drive.device) is not the drive $($drive.letter):"
        }
    }
}

function Get-SealFault {
    param($Agent)
    $seal = Get-KilnArgument 'seal'
    if ($null -eq $seal) { throw 'nothing is told of how the image was sealed' }
    Get-RouteFault
    Get-ActivationFault
    Get-UserFault
    if ($seal.method -eq 'none') { return }
    if (-not (Wait-Until { Test-SetUpHere $Agent } 300)) {
        'the launch agent has not set this machine up: it was not told to do so at its first start'
        return
    }
    Get-UserDataFault
    Get-DriveFault
    if ($seal.administratorPassword -ne 'keep') {
        # EC2Config leaves a password to specify to Setup, or has it set on the builder.
        Get-PasswordFault ($Agent.name -ne 'EC2Config' -or $seal.administratorPassword -eq 'random')
        Get-ClearTextFault
    }
    if ($seal.method -ne 'sysprep') { return }
    Get-IdentityFault
    Get-RemoteDesktopFault
    Get-ShellFault
    Get-AnswerFault $seal.answers
    Get-ProfileFault $seal.answers
}
