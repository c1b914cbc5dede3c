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

function Get-ForeignProfile {
    # Profiles of people other than the built-in Administrator. Services have profiles under other kinds of SID.
    Get-CimInstance -ClassName Win32_UserProfile | Where-Object { -not $_.Special } |
        Where-Object { $_.SID -match '^S-1-(5-21|12-1)-' -and $_.SID -notmatch '^S-1-5-21-.+-500$' } |
        ForEach-Object { $_.LocalPath }
}

function Get-UserAppx {
    # Packages that a user has and the image has not: Sysprep fails on them with 0x80073cf2 (Microsoft, "Sysprep fails
    # after you remove or update Microsoft Store apps"). Server Core has no such packages.
    $windows = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    if ($windows.InstallationType -eq 'Server Core') { return }
    $provisioned = @(Get-AppxProvisionedPackage -Online | ForEach-Object { $_.DisplayName })
    Get-AppxPackage -AllUsers |
        Where-Object { -not $_.IsFramework -and "$($_.SignatureKind)" -ne 'System' } |
        Where-Object { $provisioned -notcontains $_.Name -and (Test-InstalledForUser $_) } |
        ForEach-Object { $_.Name } | Sort-Object -Unique
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

function Test-ServicingIdle {
    return @(Get-Process -Name 'TiWorker', 'TrustedInstaller' -ErrorAction SilentlyContinue).Count -eq 0
}

function Get-SealObstacle {
    # The reasons not to make an image of the machine by a method, as sentences; none when it is ready.
    param($Agent, [string] $Method)
    $imageState = Get-ImageState
    if ($imageState -ne 'IMAGE_STATE_COMPLETE') { "Windows Setup is in $imageState, not in IMAGE_STATE_COMPLETE" }
    if ($Method -eq 'none') { return }
    # The installer of Windows stays for some minutes after its work; it is waited for before it counts.
    if (-not (Wait-Until { Test-ServicingIdle } 600)) {
        'Windows is still installing or cleaning up components (TiWorker or TrustedInstaller runs)'
    }
    if (-not (Wait-Until { -not (Test-AgentActive $Agent) } 300)) { 'the launch agent is still at work' }
    $inDomain = (Get-CimInstance -ClassName Win32_ComputerSystem).PartOfDomain
    if ($Method -eq 'shutdown') {
        if ($inDomain) { 'the machine is in a domain, and every machine of the image would be the same member of it' }
        return
    }
    foreach ($path in @(Get-ForeignProfile)) {
        "the user profile $path would be part of the image; remove it with its user"
    }
    foreach ($name in @(Get-UserAppx)) {
        "the package $name is installed for a user only; remove it with Remove-AppxPackage -AllUsers"
    }
    if ($inDomain) { 'the machine is in a domain, and Sysprep would take it out' }
    foreach ($drive in @(Get-EncryptedVolume)) { "BitLocker is on for $drive; decrypt it" }
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
