<#
.SYNOPSIS
    Says which launch agent the machine has, and what the lineage keeps about the machine.
.DESCRIPTION
    The agent is found by its files, not guessed from the name of the parent image: Server 2016 and 2019 may have
    either generation, and installing EC2Launch v2 removes the older ones (EC2 User Guide, "Configure launch agents").
#>
function Get-LaunchAgent {
    # Name, version and program of the launch agent; the name is 'none' when there is none.
    $second = Join-Path $env:ProgramFiles 'Amazon\EC2Launch\EC2Launch.exe'
    if (Test-Path -LiteralPath $second) {
        return @{ name = 'EC2Launch v2'; version = ("$(& $second version)").Trim(); program = $second }
    }
    $first = Join-Path $env:ProgramData 'Amazon\EC2-Windows\Launch'
    if (Test-Path -LiteralPath (Join-Path $first 'Scripts\SysprepInstance.ps1')) {
        $manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $first 'Module\Ec2Launch.psd1')
        return @{ name = 'EC2Launch v1'; version = [string] $manifest['ModuleVersion']; program = '' }
    }
    $config = Join-Path $env:ProgramFiles 'Amazon\Ec2ConfigService\Ec2Config.exe'
    if (Test-Path -LiteralPath $config) {
        return @{ name = 'EC2Config'; version = (Get-ProgramVersion $config); program = $config }
    }
    return @{ name = 'none'; version = ''; program = '' }
}

function Get-ProgramVersion {
    # Of the file itself; empty when it is not there.
    param([string] $Path)
    if (-not (Test-Path -LiteralPath $Path)) { return '' }
    return ([string](Get-Item -LiteralPath $Path).VersionInfo.ProductVersion).Trim()
}

function Get-LaunchAgentStatus {
    # The exit code of 'ec2launch status': 0 done, 1 failed, 2 running, 3 unknown, 4 error, 5 not running
    # (EC2 User Guide, "EC2Launch v2 CLI").
    param([string] $Program)
    $null = & $Program status
    return $LASTEXITCODE
}

function Get-BuiltInAdministrator {
    # Whatever its name: its relative identifier is 500. Read through WMI, which every version of Windows has.
    return Get-CimInstance -ClassName Win32_UserAccount -Filter 'LocalAccount=True' |
        Where-Object { "$($_.SID)" -match '^S-1-5-21-.+-500$' } | Select-Object -First 1
}

function Test-AgentActive {
    # Whether the agent is still setting the machine up. EC2Launch v1 is a script that a scheduled task runs.
    param($Agent)
    if ($Agent.name -eq 'EC2Launch v2') { return (Get-LaunchAgentStatus $Agent.program) -eq 2 }
    if ($Agent.name -ne 'EC2Launch v1') { return $false }
    $hosts = @(Get-CimInstance -ClassName Win32_Process -Filter "Name='powershell.exe'")
    return @($hosts | Where-Object { "$($_.CommandLine)" -like '*InitializeInstance.ps1*' }).Count -gt 0
}

function Get-InstalledUpdate {
    # KB numbers, in order.
    return @(Get-CimInstance -ClassName Win32_QuickFixEngineering |
        ForEach-Object { [string] $_.HotFixID } | Sort-Object -Unique)
}

function Compress-Text {
    # A text as Base64 of gzip, so that it fits into what SSM keeps of an output.
    param([string] $Text)
    $plain = [System.Text.Encoding]::UTF8.GetBytes($Text)
    $packed = New-Object System.IO.MemoryStream
    $packer = New-Object System.IO.Compression.GZipStream($packed, [System.IO.Compression.CompressionMode]::Compress)
    $packer.Write($plain, 0, $plain.Length)
    $packer.Close()
    return [Convert]::ToBase64String($packed.ToArray())
}

function Compress-Log {
    # The ends of the logs of a folder, packed; so many bytes of each by its name. Those that pack badly are cut shorter,
    # so that the answer fits into what SSM keeps of an output.
    param([string] $Folder, $Bytes)
    foreach ($share in 1, 3, 9) {
        $lines = @($Bytes.Keys | ForEach-Object {
            "== $_"
            Get-TailText "$Folder$_" ($Bytes[$_] / $share) ($Bytes[$_] / 100)
        })
        $packed = Compress-Text ($lines -join "`r`n")
        if ($packed.Length -le 9000) { break }
    }
    return $packed
}

function Get-UpdateTitle {
    # Titles by KB number, from the history of Windows Update; what was installed otherwise is not in it.
    $titles = @{}
    try {
        $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
        $count = [Math]::Min(200, $searcher.GetTotalHistoryCount())
        if ($count -eq 0) { return $titles }
        foreach ($entry in @($searcher.QueryHistory(0, $count))) {
            if ("$($entry.Title)" -match '(KB\d{6,8})') { $titles[$Matches[1]] = [string] $entry.Title }
        }
    } catch {
        Write-KilnLog "The history of Windows Update cannot be read ($($_.Exception.Message))."
    }
    return $titles
}

function Get-InstallationDay {
    # As yyyy-MM-dd, or empty: Windows keeps no day for what was in its installation medium.
    param([string] $Written)
    $day = [datetime]::MinValue
    $culture = [System.Globalization.CultureInfo]::InvariantCulture
    if (-not [datetime]::TryParse($Written, $culture, 'None', [ref] $day)) { return '' }
    return $day.ToString('yyyy-MM-dd', $culture)
}

function Get-UpdateDetail {
    # Number, title and day of the newest updates; more would not fit into what SSM keeps of an output.
    $titles = Get-UpdateTitle
    $fixes = @(Get-CimInstance -ClassName Win32_QuickFixEngineering | Sort-Object HotFixID | Select-Object -Last 40)
    foreach ($fix in $fixes) {
        $title = [string] $fix.Description
        if ($titles.ContainsKey("$($fix.HotFixID)")) { $title = $titles["$($fix.HotFixID)"] }
        [ordered]@{
            kb = [string] $fix.HotFixID
            title = (ConvertTo-PrintableText $title 100)
            installedOn = (Get-InstallationDay "$($fix.InstalledOn)")
        }
    }
}

function Get-InstalledFeature {
    # Names of roles and features, in order; the cmdlet is there on servers only.
    if ($null -eq (Get-Command -Name Get-WindowsFeature -ErrorAction SilentlyContinue)) { return @() }
    return @(Get-WindowsFeature | Where-Object { $_.Installed } | ForEach-Object { $_.Name } | Sort-Object -Unique)
}

function Test-Activated {
    # Windows' own application id; LicenseStatus 1 is "licensed" (Microsoft, "SoftwareLicensingProduct class").
    $filter = "ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL"
    $licenses = @(Get-CimInstance -ClassName SoftwareLicensingProduct -Filter $filter)
    return @($licenses | Where-Object { $_.LicenseStatus -eq 1 }).Count -gt 0
}

function Get-MachineFact {
    # What the machine is, read on the machine.
    $windows = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    # Windows Server 2012 R2 got its revision with an update.
    $revision = $windows.PSObject.Properties['UBR']
    $version = $system.Version
    if ($null -ne $revision) { $version = "$version.$($revision.Value)" }
    $agent = Get-LaunchAgent
    return [ordered]@{
        agent = $agent.name
        agentVersion = $agent.version
        os = [string] $system.Caption
        osVersion = $version
        ssmAgentVersion = Get-ProgramVersion (Join-Path $env:ProgramFiles 'Amazon\SSM\amazon-ssm-agent.exe')
        activated = Test-Activated
        computerName = $env:COMPUTERNAME
        # That of the machine: what the accounts on it have in common.
        sid = "$((Get-BuiltInAdministrator).SID)" -replace '-500$', ''
    }
}
