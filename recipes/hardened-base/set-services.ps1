#Requires -Version 5.1
<#
.SYNOPSIS
    Stops services that no server of ours needs, and closes what a guest account or a removable disk would open.
.DESCRIPTION
    Safe to run twice. A service that this edition of Windows does not have is passed over.
#>
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# The print spooler is the door of PrintNightmare (CVE-2021-34527); the others serve desktops.
$unwanted = 'Spooler', 'RemoteRegistry', 'SSDPSRV', 'upnphost', 'WMPNetworkSvc', 'lfsvc', 'MapsBroker', 'XblAuthManager', 'XblGameSave'

foreach ($name in $unwanted) {
    $service = Get-Service -Name $name -ErrorAction SilentlyContinue
    if (-not $service) {
        continue
    }
    if ($service.Status -ne 'Stopped') {
        Stop-Service -Name $name -Force
    }
    Set-Service -Name $name -StartupType Disabled
    Write-Output "Service $name is off."
}

# The guest is the account whose SID ends in 501, whatever its name is.
Get-LocalUser | Where-Object { $_.SID.Value -match '-501$' -and $_.Enabled } | Disable-LocalUser

# Nothing is started from a disk because the disk is there.
$explorer = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer'
if (-not (Test-Path -LiteralPath $explorer)) {
    New-Item -Path $explorer -Force | Out-Null
}
New-ItemProperty -Path $explorer -Name NoDriveTypeAutoRun -Value 255 -PropertyType DWord -Force | Out-Null

# Credentials of logons are not kept in memory in clear text.
$digest = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest'
if (-not (Test-Path -LiteralPath $digest)) {
    New-Item -Path $digest -Force | Out-Null
}
New-ItemProperty -Path $digest -Name UseLogonCredential -Value 0 -PropertyType DWord -Force | Out-Null

$firewall = @{
    Profile               = 'Domain', 'Private', 'Public'
    Enabled               = 'True'
    DefaultInboundAction  = 'Block'
    DefaultOutboundAction = 'Allow'
    LogBlocked            = 'True'
    LogMaxSizeKilobytes   = 16384
}
Set-NetFirewallProfile @firewall

Write-Output 'Services are set.'
