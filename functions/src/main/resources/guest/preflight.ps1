<#
.SYNOPSIS
    Finds everything that speaks against generalizing the machine.
.DESCRIPTION
    Each check adds a sentence that names the mend. All are asked before anything is changed, because a Sysprep that
    fails half-way leaves a machine that cannot be repaired (Microsoft, "Sysprep (Generalize) a Windows installation").
#>
function Get-PendingRestart {
    # Who waits for a restart: component servicing, Windows Update, files to be replaced.
    $servicing = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing'
    $update = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update'
    if (Test-Path -LiteralPath "$servicing\RebootPending") { 'Component Based Servicing' }
    if (Test-Path -LiteralPath "$update\RebootRequired") { 'Windows Update' }
    $manager = Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager'
    $renames = $manager.PSObject.Properties['PendingFileRenameOperations']
    if ($null -eq $renames) { return }
    $files = @($renames.Value | Where-Object { $_ } | Select-Object -First 2)
    if ($files.Count -gt 0) { "files to be replaced ($($files -join ', '))" }
}

function Get-UserAppx {
    # Packages that a user has and the image has not: Sysprep fails on them with 0x80073cf2 (Microsoft, "Sysprep fails
    # after you remove or update Microsoft Store apps"). Server Core has no such packages.
    $windows = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    if ($windows.InstallationType -eq 'Server Core') { return }
    $provisioned = @(Get-AppxProvisionedPackage -Online | ForEach-Object { $_.DisplayName })
    Get-AppxPackage -AllUsers |
        Where-Object { -not $_.IsFramework -and -not (Test-SystemPackage $_) } |
        Where-Object { $provisioned -notcontains $_.Name -and (Test-InstalledForUser $_) } |
        ForEach-Object { $_.Name } | Sort-Object -Unique
}

function Test-SystemPackage {
    # Windows before 10 does not say how a package is signed; its own lie below its folder.
    param($Package)
    $kind = $Package.PSObject.Properties['SignatureKind']
    if ($null -ne $kind) { return "$($kind.Value)" -eq 'System' }
    return "$($Package.InstallLocation)".StartsWith($env:windir, [StringComparison]::OrdinalIgnoreCase)
}

function Test-InstalledForUser {
    # A package may also be staged only, which Sysprep takes.
    param($Package)
    return @($Package.PackageUserInformation | Where-Object { "$($_.InstallState)" -eq 'Installed' }).Count -gt 0
}

function Get-EncryptedVolume {
    # Volumes under BitLocker. Without the BitLocker feature its WMI namespace is missing: nothing is encrypted then.
    $spaces = @(Get-CimInstance -Namespace 'root\CIMV2\Security' -ClassName __NAMESPACE | ForEach-Object { $_.Name })
    if ($spaces -notcontains 'MicrosoftVolumeEncryption') { return }
    foreach ($volume in @(Get-CimInstance -Namespace 'root\CIMV2\Security\MicrosoftVolumeEncryption' `
            -ClassName Win32_EncryptableVolume)) {
        $status = Invoke-CimMethod -InputObject $volume -MethodName GetConversionStatus
        if ($volume.ProtectionStatus -ne 0 -or $status.ConversionStatus -ne 0) { $volume.DriveLetter }
    }
}

function Get-BusyInstaller {
    # Who is installing something now.
    if (@(Get-Process -Name 'TiWorker', 'TrustedInstaller' -ErrorAction SilentlyContinue).Count -gt 0) {
        'component servicing (TiWorker or TrustedInstaller)'
    }
    if (Test-UpdateInstaller) { 'Windows Update' }
    if (Test-WindowsInstaller) { 'Windows Installer' }
}

function Test-UpdateInstaller {
    # Microsoft, "IUpdateInstaller::IsBusy". A service that somebody has disabled installs nothing.
    try { return [bool](New-Object -ComObject Microsoft.Update.Installer).IsBusy } catch { return $false }
}

function Test-WindowsInstaller {
    # Whether an installation is under way: it holds this mutex (Microsoft, "_MSIExecute Mutex").
    try { $mutex = [System.Threading.Mutex]::OpenExisting('Global\_MSIExecute') } catch { return $false }
    try {
        if (-not $mutex.WaitOne(0)) { return $true }
        $mutex.ReleaseMutex()
    } catch { return $false }
    finally { $mutex.Close() }
    return $false
}

function Get-UnsupportedRole {
    # Roles that do not work any more after Sysprep.
    $roles = Get-KilnArgument 'unsupportedRoles'
    if ($null -eq $roles) { return }
    foreach ($name in @(Get-InstalledFeature)) {
        $role = $roles.PSObject.Properties[$name]
        if ($null -ne $role) {
            "Sysprep does not support the role $($role.Value) ($name); install it on the machines of the image instead"
        }
    }
}

function Get-AgentFault {
    # Versions that their makers call faulty.
    param($Agent)
    $found = @{}
    $found[$Agent.name] = $Agent.version
    $found['SSM agent'] = Get-ProgramVersion (Join-Path $env:ProgramFiles 'Amazon\SSM\amazon-ssm-agent.exe')
    foreach ($fault in @(Get-KilnArgument 'agentFaults' @())) {
        $version = $found[$fault.agent] -as [version]
        if ($null -eq $version -or $version -lt [version] $fault.from -or $version -ge [version] $fault.before) { continue }
        "$($fault.agent) $version $($fault.fault) ($($fault.source)); install $($fault.before) or a later one"
    }
}

function Get-SpaceObstacle {
    # Sysprep and the first start write on the volume of Windows; a gigabyte is room enough.
    $volume = Get-CimInstance -ClassName Win32_LogicalDisk -Filter "DeviceID='$env:SystemDrive'"
    $free = [int] ($volume.FreeSpace / 1MB)
    if ($free -lt 1024) {
        "$env:SystemDrive has $free MB free, and 1024 are needed; delete files, or write a larger image.rootVolume.size"
    }
}

function Get-LogonObstacle {
    # Task Scheduler keeps the password of the account that runs Sysprep. A policy that many hardened images have forbids it
    # (Microsoft, "Network access: Do not allow storage of passwords and credentials for network authentication").
    param($Agent)
    if ($Agent.name -eq 'EC2Config') { return }
    $lsa = Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa'
    $policy = $lsa.PSObject.Properties['DisableDomainCreds']
    if ($null -ne $policy -and $policy.Value -eq 1) {
        'a policy forbids to store passwords, and the task that runs Sysprep has one; set DisableDomainCreds in HKLM\SYSTEM\CurrentControlSet\Control\Lsa to 0 and restart, and to 1 again by specializeCommands'
    }
}

function Get-SealObstacle {
    # The reasons not to make an image of the machine by a method, as sentences; none when it is ready.
    param($Agent, [string] $Method)
    $imageState = Get-ImageState
    if ($imageState -ne 'IMAGE_STATE_COMPLETE') {
        "Windows Setup is in $imageState, not in IMAGE_STATE_COMPLETE, and what Sysprep has begun cannot be undone; start a new build"
    }
    if ($Method -eq 'none') { return }
    # The installer of Windows stays for some minutes after its work; it is waited for before it counts.
    if (-not (Wait-Until { @(Get-BusyInstaller).Count -eq 0 } 600)) {
        foreach ($who in @(Get-BusyInstaller)) { "$who is still at work after 10 minutes; wait for its end, then redrive" }
    }
    if (-not (Wait-Until { -not (Test-AgentActive $Agent) } 300)) { "the launch agent is still at work after 5 minutes; look in $($script:Sysprep.log) for what it waits for, then redrive" }
    Get-AgentFault $Agent
    Get-DriveObstacle $Agent.name $true
    Get-SpaceObstacle
    $inDomain = (Get-CimInstance -ClassName Win32_ComputerSystem).PartOfDomain
    if ($Method -eq 'shutdown') {
        if ($inDomain) { 'the machine is in a domain, and every machine of the image would be the same member of it; leave the domain in a step (Remove-Computer)' }
        return
    }
    Get-OtherUserObstacle
    foreach ($name in @(Get-UserAppx)) {
        "the package $name is installed for a user only; remove it with Remove-AppxPackage -AllUsers"
    }
    if ($inDomain) { 'the machine is in a domain, and Sysprep would take it out; leave the domain in a step (Remove-Computer), and restart' }
    foreach ($drive in @(Get-EncryptedVolume)) { "BitLocker is on for $drive; decrypt it" }
    Get-UnsupportedRole
    Get-LogonObstacle $Agent
    # Windows counts down with each generalize: 1001 on Server 2012 and later (Microsoft, as above).
    $left = (Get-CimInstance -ClassName SoftwareLicensingService).RemainingWindowsReArmCount
    if ($left -lt 1) { 'Windows can be generalized no more (its rearm count is used up); start from a younger parent' }
}

function Resolve-PendingRestart {
    # Restarts the machine as long as something waits for that, at most three times in a run: what asks for a restart at
    # each start would never have enough.
    param([string] $Directory)
    $stateFile = Join-Path $Directory 'state.json'
    $state = Read-State $stateFile
    if ($state['phase'] -eq 'restarting') { Assert-Restarted $stateFile $state }
    $pending = @(Get-PendingRestart)
    if ($pending.Count -eq 0) { return }
    if ([int] $state['reboots'] -ge 3) {
        Exit-Refused @($pending | ForEach-Object {
            "a restart is pending for $_, also after $($state['reboots']) restarts; find what asks for it at each start"
        })
    }
    foreach ($who in $pending) { Write-KilnLog "A restart is pending for $who." }
    Request-Restart $stateFile $state
}
