#Requires -Version 5.1
<#
.SYNOPSIS
    Makes IIS serve one site from a folder, in an application pool of its own.
.DESCRIPTION
    Safe to run twice: what is there already is brought to the wanted state. The default site is taken away, because it
    would hold the port.
.PARAMETER Name
    Name of the site and of its application pool.
.PARAMETER Source
    Folder that holds the files of the site.
.PARAMETER Root
    Folder that the site is served from.
.PARAMETER Port
    TCP port. The firewall of the machine lets it in.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $Name,
    [Parameter(Mandatory)] [string] $Source,
    [string] $Root = "C:\inetpub\$Name",
    [ValidateRange(1, 65535)] [int] $Port = 80
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

Import-Module WebAdministration

function Install-Content {
    if (-not (Test-Path -LiteralPath $Root)) {
        New-Item -ItemType Directory -Path $Root | Out-Null
    }
    Get-ChildItem -LiteralPath $Source | Copy-Item -Destination $Root -Recurse -Force

    # The pool reads the site and does not write to it.
    $rule = New-Object System.Security.AccessControl.FileSystemAccessRule(
        'BUILTIN\IIS_IUSRS', 'ReadAndExecute', 'ContainerInherit, ObjectInherit', 'None', 'Allow')
    $acl = Get-Acl -LiteralPath $Root
    $acl.SetAccessRule($rule)
    Set-Acl -LiteralPath $Root -AclObject $acl
}

function Install-Pool {
    $path = "IIS:\AppPools\$Name"
    if (-not (Test-Path -Path $path)) {
        New-WebAppPool -Name $Name | Out-Null
    }
    # No managed code: the site is plain files. An idle pool stays, so the first visitor of the morning does not wait.
    Set-ItemProperty -Path $path -Name managedRuntimeVersion -Value ''
    Set-ItemProperty -Path $path -Name processModel.identityType -Value ApplicationPoolIdentity
    Set-ItemProperty -Path $path -Name processModel.idleTimeout -Value ([TimeSpan]::Zero)
}

function Install-Site {
    # The default site gives its port away before the new one is made and goes after: New-Website fails where no site is.
    $default = 'IIS:\Sites\Default Web Site'
    if (Test-Path -Path $default) {
        Stop-Website -Name 'Default Web Site'
    }
    $site = "IIS:\Sites\$Name"
    if (-not (Test-Path -Path $site)) {
        New-Website -Name $Name -PhysicalPath $Root -ApplicationPool $Name -Port $Port | Out-Null
    }
    Set-ItemProperty -Path $site -Name physicalPath -Value $Root
    Set-ItemProperty -Path $site -Name applicationPool -Value $Name
    Set-ItemProperty -Path $site -Name bindings -Value @{ protocol = 'http'; bindingInformation = "*:${Port}:" }
    if (Test-Path -Path $default) {
        Remove-Website -Name 'Default Web Site'
    }
    Start-Website -Name $Name
}

function Open-Firewall {
    $rule = "Kiln-$Name-In-TCP"
    if (Get-NetFirewallRule -Name $rule -ErrorAction SilentlyContinue) {
        Remove-NetFirewallRule -Name $rule
    }
    New-NetFirewallRule -Name $rule -DisplayName "$Name (TCP $Port in)" -Direction Inbound -Protocol TCP `
        -LocalPort $Port -Action Allow | Out-Null
}

Install-Content
Install-Pool
Install-Site
Open-Firewall

# The image is good only if the site answers, so find out here and not after the image is made.
$answer = Invoke-WebRequest -Uri "http://localhost:$Port/" -UseBasicParsing -TimeoutSec 60
if ($answer.StatusCode -ne 200) {
    throw "The site $Name answers with $($answer.StatusCode)."
}
Write-Output "The site $Name is served from $Root on port $Port."
