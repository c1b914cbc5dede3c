#Requires -Version 5.1
<#
.SYNOPSIS
    Switches off what no server of ours should speak any more: SSL, TLS before 1.2, weak ciphers, SMB 1, LLMNR.
.DESCRIPTION
    Safe to run twice. It takes effect with the next restart. Settings as in Microsoft's "Transport Layer Security (TLS)
    registry settings" and the security baseline of Windows Server 2022.
#>
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Set-Dword {
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory)] [int] $Value
    )
    if (-not (Test-Path -LiteralPath $Path)) {
        New-Item -Path $Path -Force | Out-Null
    }
    New-ItemProperty -LiteralPath $Path -Name $Name -Value $Value -PropertyType DWord -Force | Out-Null
}

function Set-Protocol {
    param(
        [Parameter(Mandatory)] [string] $Protocol,
        [Parameter(Mandatory)] [bool] $On
    )
    $schannel = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'
    foreach ($side in 'Client', 'Server') {
        Set-Dword -Path "$schannel\$Protocol\$side" -Name Enabled -Value ([int] $On)
        Set-Dword -Path "$schannel\$Protocol\$side" -Name DisabledByDefault -Value ([int] (-not $On))
    }
    Write-Output "$Protocol is $(if ($On) { 'on' } else { 'off' })."
}

function Disable-Cipher {
    param([Parameter(Mandatory)] [string] $Cipher)
    # PowerShell takes the slash in "RC4 128/128" for a separator of keys, so the key is made through .NET.
    $ciphers = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey(
        'SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers')
    try {
        $key = $ciphers.CreateSubKey($Cipher)
        try {
            $key.SetValue('Enabled', 0, [Microsoft.Win32.RegistryValueKind]::DWord)
        }
        finally {
            $key.Close()
        }
    }
    finally {
        $ciphers.Close()
    }
    Write-Output "Cipher $Cipher is off."
}

foreach ($protocol in 'SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1') {
    Set-Protocol -Protocol $protocol -On $false
}
Set-Protocol -Protocol 'TLS 1.2' -On $true

foreach ($cipher in 'NULL', 'DES 56/56', 'RC4 40/128', 'RC4 56/128', 'RC4 64/128', 'RC4 128/128', 'Triple DES 168') {
    Disable-Cipher -Cipher $cipher
}

# .NET Framework programs follow the system, also those that were built before TLS 1.2 was the rule.
foreach ($root in 'HKLM:\SOFTWARE\Microsoft', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft') {
    Set-Dword -Path "$root\.NETFramework\v4.0.30319" -Name SchUseStrongCrypto -Value 1
    Set-Dword -Path "$root\.NETFramework\v4.0.30319" -Name SystemDefaultTlsVersions -Value 1
}

$server = @{ EnableSMB1Protocol = $false; RequireSecuritySignature = $true; Force = $true }
Set-SmbServerConfiguration @server
if ((Get-WindowsFeature -Name FS-SMB1).Installed) {
    Uninstall-WindowsFeature -Name FS-SMB1 | Out-Null
}
Set-SmbClientConfiguration -RequireSecuritySignature $true -Force

# Names are asked of DNS, not of everyone on the network.
Set-Dword -Path 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient' -Name EnableMulticast -Value 0

# NTLMv2 only; LM and NTLM are refused.
Set-Dword -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' -Name LmCompatibilityLevel -Value 5

Write-Output 'Protocols are set.'
