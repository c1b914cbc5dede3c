#Requires -Version 5.1
<#
.SYNOPSIS
    Records who logs on, who changes accounts and policies, and what is started.
.DESCRIPTION
    Safe to run twice. Subcategories are named by their GUIDs (Microsoft, MS-GPAC "Subcategory and SubcategoryGUID"),
    because their names are translated in other languages of Windows.
.PARAMETER SecurityLogMegabytes
    Size of the security log; older events are overwritten when it is full.
#>
[CmdletBinding()]
param(
    [ValidateRange(64, 4096)] [int] $SecurityLogMegabytes = 512
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$successAndFailure = [ordered] @{
    'Credential Validation'    = '0CCE923F-69AE-11D9-BED3-505054503030'
    'Logon'                    = '0CCE9215-69AE-11D9-BED3-505054503030'
    'Sensitive Privilege Use'  = '0CCE9228-69AE-11D9-BED3-505054503030'
    'User Account Management'  = '0CCE9235-69AE-11D9-BED3-505054503030'
    'System Integrity'         = '0CCE9212-69AE-11D9-BED3-505054503030'
}
$success = [ordered] @{
    'Account Lockout'           = '0CCE9217-69AE-11D9-BED3-505054503030'
    'Audit Policy Change'       = '0CCE922F-69AE-11D9-BED3-505054503030'
    'Logoff'                    = '0CCE9216-69AE-11D9-BED3-505054503030'
    'Process Creation'          = '0CCE922B-69AE-11D9-BED3-505054503030'
    'Security Group Management' = '0CCE9237-69AE-11D9-BED3-505054503030'
    'Special Logon'             = '0CCE921B-69AE-11D9-BED3-505054503030'
}

function Set-Audit {
    param(
        [Parameter(Mandatory)] [string] $Title,
        [Parameter(Mandatory)] [string] $Guid,
        [Parameter(Mandatory)] [bool] $Failure
    )
    $onFailure = if ($Failure) { 'enable' } else { 'disable' }
    auditpol.exe /set "/subcategory:{$Guid}" /success:enable "/failure:$onFailure" | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "auditpol refused $Title ($LASTEXITCODE)."
    }
    Write-Output "Audited: $Title."
}

foreach ($entry in $successAndFailure.GetEnumerator()) {
    Set-Audit -Title $entry.Key -Guid $entry.Value -Failure $true
}
foreach ($entry in $success.GetEnumerator()) {
    Set-Audit -Title $entry.Key -Guid $entry.Value -Failure $false
}

# Subcategories win over the nine old categories of a group policy.
New-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' -Name SCENoApplyLegacyAuditPolicy -Value 1 `
    -PropertyType DWord -Force | Out-Null

# A record of a started process without its command line tells little.
$processes = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit'
if (-not (Test-Path -LiteralPath $processes)) {
    New-Item -Path $processes -Force | Out-Null
}
New-ItemProperty -Path $processes -Name ProcessCreationIncludeCmdLine_Enabled -Value 1 -PropertyType DWord -Force | Out-Null

$bytes = $SecurityLogMegabytes * 1024 * 1024
wevtutil.exe set-log Security "/maxsize:$bytes" /retention:false
if ($LASTEXITCODE -ne 0) {
    throw "wevtutil refused the size of the security log ($LASTEXITCODE)."
}
Write-Output "The security log holds $SecurityLogMegabytes MB."
