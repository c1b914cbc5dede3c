#Requires -Version 5.1
<#
.SYNOPSIS
    Installs IIS with ASP.NET 4.8, logs to a folder of their own, and takes away what tells strangers too much.
.DESCRIPTION
    Safe to run twice. Ends with 3010 when Windows wants a restart.
.PARAMETER LogFolder
    Where IIS writes its logs.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $LogFolder
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$features = 'Web-Server', 'Web-Asp-Net45', 'Web-Http-Redirect', 'Web-Dyn-Compression', 'Web-Filtering', 'Web-Scripting-Tools'
$result = Install-WindowsFeature -Name $features
if (-not $result.Success) {
    throw "IIS was not installed: $($result.ExitCode)."
}

Import-Module WebAdministration

if (-not (Test-Path -LiteralPath $LogFolder)) {
    New-Item -ItemType Directory -Path $LogFolder -Force | Out-Null
}
$apphost = 'MACHINE/WEBROOT/APPHOST'
Set-WebConfigurationProperty -PSPath $apphost -Filter 'system.applicationHost/sites/siteDefaults/logFile' `
    -Name directory -Value $LogFolder
Set-WebConfigurationProperty -PSPath $apphost -Filter 'system.webServer/security/requestFiltering' `
    -Name removeServerHeader -Value $true
Set-WebConfigurationProperty -PSPath $apphost -Filter 'system.webServer/directoryBrowse' -Name enabled -Value $false

$headers = 'system.webServer/httpProtocol/customHeaders'
if (Get-WebConfigurationProperty -PSPath $apphost -Filter "$headers/add[@name='X-Powered-By']" -Name name) {
    Remove-WebConfigurationProperty -PSPath $apphost -Filter $headers -Name . -AtElement @{ name = 'X-Powered-By' }
}

Set-Service -Name W3SVC -StartupType Automatic
Write-Output "IIS is installed; its logs are in $LogFolder."

if ($result.RestartNeeded -eq 'Yes') {
    exit 3010
}
