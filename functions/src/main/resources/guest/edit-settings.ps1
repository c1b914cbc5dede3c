<#
.SYNOPSIS
    Changes settings files of launch agents without losing what it does not know.
.DESCRIPTION
    Which changes come as the argument 'edits', by the name of the agent: [{file, kind, at, to, secret}]. Kiln decides them in
    one place for machines and for the local account, and tests them there.
#>
function Get-SettingsEdit {
    # The changes of one file of an agent.
    param([string] $Agent, [string] $File)
    $all = Get-KilnArgument 'edits'
    if ($null -eq $all -or $null -eq $all.PSObject.Properties[$Agent]) { throw "no changes are told for $Agent" }
    return @($all.PSObject.Properties[$Agent].Value | Where-Object { $_.file -eq $File })
}

function Edit-JsonText {
    # The text of a JSON object with fields changed or added. All others stay, in their order.
    param([string] $Text, $Edits, [string] $Secret)
    $settings = $Text | ConvertFrom-Json
    foreach ($edit in $Edits) {
        if ($edit.kind -ne 'FIELD') { throw "a $($edit.kind) cannot be changed in JSON" }
        $value = [string] $edit.to
        if ($edit.secret) { $value = $Secret }
        $property = $settings.PSObject.Properties[$edit.at]
        if ($null -ne $property) { $property.Value = $value }
        else { $settings.PSObject.Properties.Add((New-Object System.Management.Automation.PSNoteProperty($edit.at, $value))) }
    }
    return ConvertTo-Json -InputObject $settings -Depth 20
}

function Hide-Password {
    # A line of settings without the password that may stand in it in clear text.
    param([string] $Line)
    $hidden = $Line -replace '((?:data|adminPassword)["'']?\s*:\s*).*', '$1(not shown)'
    return $hidden -replace '(<Value[^>]*>)(?!(?:Yes|No)<)[^<]*', '$1(not shown)'
}

function Write-Difference {
    # What changed in the settings.
    param([string] $Name, [string[]] $Before, [string[]] $After)
    foreach ($change in @(Compare-Object -ReferenceObject $Before -DifferenceObject $After)) {
        $sign = '+'
        if ($change.SideIndicator -eq '<=') { $sign = '-' }
        Write-KilnLog ("$Name $sign" + (Hide-Password $change.InputObject))
    }
}

function Update-SettingsFile {
    # Changes a file by a block that makes its new lines of its lines, in the encoding and with the ends of line that it
    # has. A backup stays until the machine is sealed. True when something changed.
    param([string] $Path, [scriptblock] $Change)
    if (-not (Test-Path -LiteralPath $Path)) { throw "the launch agent has no $Path" }
    $reader = New-Object System.IO.StreamReader($Path, (New-Object System.Text.UTF8Encoding($false)), $true)
    $text = $reader.ReadToEnd()
    $encoding = $reader.CurrentEncoding
    $reader.Close()
    $end = "`n"
    if ($text.Contains("`r`n")) { $end = "`r`n" }
    $before = [string[]] @($text -split '\r?\n')
    $after = [string[]] @(& $Change $before)
    if (($before -join "`n") -ceq ($after -join "`n")) { return $false }
    $name = Split-Path -Path $Path -Leaf
    Write-Difference $name $before $after
    Copy-Item -LiteralPath $Path -Destination (Join-Path $KilnRoot $name) -Force
    [System.IO.File]::WriteAllText($Path, ($after -join $end), $encoding)
    return $true
}

function Restore-SettingsFile {
    # Takes the last change of a file back.
    param([string] $Path)
    Copy-Item -LiteralPath (Join-Path $KilnRoot (Split-Path -Path $Path -Leaf)) -Destination $Path -Force
}

function Exit-Refused {
    # The machine is not fit to be sealed; Windows is as it was.
    param([string[]] $Reasons)
    Exit-Kiln ([ordered]@{ outcome = 'refused'; reasons = [string[]] @($Reasons) }) 1
}
