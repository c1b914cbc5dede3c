<#
.SYNOPSIS
    Changes settings files of launch agents without losing what it does not know.
.DESCRIPTION
    Which changes come as the argument 'edits', by the name of the agent: [{file, kind, at, to}]. What is the same
    for all is said once, because a command has little room: 'answerEdits' are for the answer file of any agent, and
    drives are filled in here. Kiln decides the changes in one place for machines and for the local account, and tests
    them there.

    While a file is edited and compared, a mark stands for each password in it (see password.ps1 for why). That of the
    password to specify, '(not shown 0)', is what the changes say that should be there.
#>
function Get-SettingsEdit {
    # The changes of one file of an agent.
    param([string] $Agent, [string] $File)
    $all = Get-KilnArgument 'edits'
    if ($null -eq $all -or $null -eq $all.PSObject.Properties[$Agent]) { throw "no changes are told for $Agent" }
    $edits = @($all.PSObject.Properties[$Agent].Value) + @(Get-KilnArgument 'answerEdits' @())
    $edits = @($edits | Where-Object { $_.file -eq $File })
    foreach ($edit in @($edits | Where-Object { $_.kind -eq 'DRIVES' })) { $edit.to = @(Get-ToldDrive $Agent) -join "`n" }
    return $edits
}

function Edit-JsonText {
    # The text of a JSON object with fields changed or added. All others stay, in their order.
    param([string] $Text, $Edits)
    $settings = $Text | ConvertFrom-Json
    foreach ($edit in $Edits) {
        $value = [string] $edit.to
        $property = $settings.PSObject.Properties[$edit.at]
        if ($edit.kind -eq 'DRIVES') { $value = [object[]] @(Join-Mapping $property $value) }
        elseif ($edit.kind -ne 'FIELD') { throw "a $($edit.kind) cannot be changed in JSON" }
        if ($null -ne $property) { $property.Value = $value }
        else { $settings.PSObject.Properties.Add((New-Object System.Management.Automation.PSNoteProperty($edit.at, $value))) }
    }
    return ConvertTo-Json -InputObject $settings -Depth 20
}

function Join-Mapping {
    # The letters of volumes by their labels, as EC2Launch v1 has them, with drives behind the others. Mappings of the same
    # letters and labels give way.
    param($Property, [string] $Drives)
    $all = @()
    if ($null -ne $Property) { $all = @($Property.Value) }
    foreach ($drive in @($Drives -split '\n')) {
        $words = @($drive -split ' ', 3)
        $new = '{"volumeName":"","driveLetter":""}' | ConvertFrom-Json
        $new.volumeName = $words[2]
        $new.driveLetter = $words[0]
        $all = @($all | Where-Object { $_.driveLetter -ne $words[0] -and $_.volumeName -ne $words[2] }) + @($new)
    }
    return $all
}

function Edit-XmlText {
    # The text of an XML file with nodes changed, removed or added. All others stay, with their layout.
    param([string] $Text, $Edits)
    $document = New-Object System.Xml.XmlDocument
    $document.PreserveWhitespace = $true
    $document.LoadXml($Text)
    $names = New-Object System.Xml.XmlNamespaceManager($document.NameTable)
    $names.AddNamespace('u', 'urn:schemas-microsoft-com:unattend')
    foreach ($edit in $Edits) {
        $value = [string] $edit.to
        if ($edit.kind -eq 'ANSWER') { Set-Answer $document $names $edit.at $value }
        elseif ($edit.kind -eq 'COMMAND') { Add-SetupCommand $document $names $edit.at $value }
        elseif ($edit.kind -eq 'DRIVES') {
            foreach ($drive in @($value -split '\n')) { Set-Mapping $document @($drive -split ' ', 3) }
        }
        elseif ($edit.kind -eq 'NODE' -or $edit.kind -eq 'REMOVE') { Set-XmlNode $document $names $edit $value }
        else { throw "a $($edit.kind) cannot be changed in XML" }
    }
    return ConvertTo-AsciiXml $document.OuterXml
}

function ConvertTo-AsciiXml {
    # What is not ASCII as character references, which every reader of XML takes for the same: EC2Launch v1 reads its
    # answer file in the machine's ANSI code page.
    param([string] $Text)
    return [regex]::Replace($Text, '[\ud800-\udbff][\udc00-\udfff]|[^\x00-\x7f]', {
        param($match)
        "&#$([char]::ConvertToUtf32($match.Value, 0));"
    })
}

function Set-Mapping {
    # The letter of a volume by its label, as EC2Config has it, behind the others. Mappings of the same letter or label
    # give way.
    param($Document, [string[]] $Words)
    $letter = "$($Words[0]):"
    $root = $Document.SelectSingleNode('/*')
    foreach ($old in @($root.SelectNodes('Mapping'))) {
        $texts = @($old.SelectNodes('*') | ForEach-Object { $_.InnerText })
        if ($texts -contains $letter -or $texts -contains $Words[2]) { [void] $root.RemoveChild($old) }
    }
    $new = Add-Element $root 'Mapping' ''
    (Add-Element $new 'VolumeName' '').InnerText = $Words[2]
    (Add-Element $new 'DriveLetter' '').InnerText = $letter
}

function Set-XmlNode {
    # The text of the one node at an XPath, or its end.
    param($Document, $Names, $Edit, [string] $Value)
    $nodes = @($Document.SelectNodes($Edit.at, $Names))
    if ($Edit.kind -eq 'REMOVE') {
        foreach ($node in $nodes) { [void] $node.ParentNode.RemoveChild($node) }
        return
    }
    if ($nodes.Count -ne 1) { Exit-Refused "$($Edit.file) has $($nodes.Count) nodes $($Edit.at) instead of one" }
    $nodes[0].InnerText = $Value
}

function Get-AnswerComponent {
    # The component of a pass in the answer file.
    param($Document, $Names, [string] $Pass, [string] $Component)
    $node = $Document.SelectSingleNode("//u:settings[@pass='$Pass']/u:component[@name='$Component']", $Names)
    if ($null -eq $node) { Exit-Refused "the answer file has no component $Component in the pass $Pass" }
    return $node
}

function Add-Element {
    # A new element at the end of another one, of answer files unless another namespace is given.
    param($Parent, [string] $Name, [string] $Space = 'urn:schemas-microsoft-com:unattend')
    return $Parent.AppendChild($Parent.OwnerDocument.CreateElement($Name, $Space))
}

function Set-Answer {
    # A setting of the answer file, by pass, component and the names of its elements; what is missing is added.
    param($Document, $Names, [string] $At, [string] $Value)
    $parts = $At -split '/'
    $node = Get-AnswerComponent $Document $Names $parts[0] $parts[1]
    foreach ($name in @($parts | Select-Object -Skip 2)) {
        $child = $node.SelectSingleNode("u:$name", $Names)
        if ($null -eq $child) { $child = Add-Element $node $name }
        $node = $child
    }
    $node.InnerText = $Value
}

function Add-SetupCommand {
    # A command behind those that are there, by pass, component, list, command and the element of its text; one that is
    # there is not added again.
    param($Document, $Names, [string] $At, [string] $Command)
    $parts = $At -split '/'
    $component = Get-AnswerComponent $Document $Names $parts[0] $parts[1]
    $list = $component.SelectSingleNode("u:$($parts[2])", $Names)
    if ($null -eq $list) { $list = Add-Element $component $parts[2] }
    $last = 0
    foreach ($one in @($list.SelectNodes("u:$($parts[3])", $Names))) {
        $text = $one.SelectSingleNode("u:$($parts[4])", $Names)
        if ($null -ne $text -and $text.InnerText -ceq $Command) { return }
        $order = $one.SelectSingleNode('u:Order', $Names)
        if ($null -ne $order) { $last = [Math]::Max($last, [int] $order.InnerText) }
    }
    $new = Add-Element $list $parts[3]
    [void] $new.SetAttribute('action', 'http://schemas.microsoft.com/WMIConfig/2002/State', 'add')
    (Add-Element $new 'Order').InnerText = [string](1 + $last)
    (Add-Element $new $parts[4]).InnerText = $Command
}

function Get-SettingsFormat {
    # How a settings file has passwords: what stands before one, the password as it is written, and the one to specify
    # written so.
    param([string] $Name, [string] $Secret)
    if ($Name -match '\.yml$') {
        # In a single-quoted YAML text a quote is doubled and nothing else has a meaning.
        '(\bdata["'']?: *)(.+?)(?=[ }]*(?:\n|$))'
        return "'" + $Secret.Replace("'", "''") + "'"
    }
    if ($Name -match '\.json$') {
        '("adminPassword"\s*:\s*")((?:[^"\\]|\\.)+)'
        return $Secret.Replace('\', '\\').Replace('"', '\"')
    }
    # The answer file; a Value of BundleConfig.xml that says Yes or No is no password.
    '(<Value[^>]*>)(?!(?:Yes|No)<)([^<]+)'
    $Secret.Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;')
}

function Edit-SettingsText {
    # The text of a settings file with changes, and the password to specify where they want it.
    param([string] $Name, [string] $Text, $Edits, [string] $Secret)
    $format = @(Get-SettingsFormat $Name $Secret)
    $hidden = New-Object System.Collections.Generic.List[string]
    $hidden.Add($format[1])
    # The pattern has two groups, so the parts are text, what stands before a password, the password, text, and so on.
    $parts = @($Text -split $format[0])
    $before = $parts[0]
    for ($i = 1; $i -lt $parts.Count; $i += 3) {
        if (-not $hidden.Contains($parts[$i + 1])) { $hidden.Add($parts[$i + 1]) }
        $before += $parts[$i] + "(not shown $($hidden.IndexOf($parts[$i + 1])))" + $parts[$i + 2]
    }
    $after = Edit-MarkedText $Name $before $Edits
    Write-Difference $Name @($before -split '\n') @($after -split '\n')
    $parts = @($after -split '\(not shown ([0-9]+)\)')
    $new = $parts[0]
    for ($i = 1; $i -lt $parts.Count; $i += 2) { $new += $hidden[[int] $parts[$i]] + $parts[$i + 1] }
    return $new
}

function Edit-MarkedText {
    # The text of a settings file with changes; it has marks instead of passwords.
    param([string] $Name, [string] $Text, $Edits)
    if ($Name -match '\.yml$') { return @(Edit-AgentConfig @($Text -split '\n') $Edits) -join "`n" }
    if ($Name -match '\.xml$') { return (Edit-XmlText $Text $Edits).Replace("`r`n", "`n") }
    # Settings that say this already keep their layout; others get that of 5.1.
    $new = Edit-JsonText $Text $Edits
    if ($new -ceq (Edit-JsonText $Text @())) { return $Text }
    return $new.Replace("`r`n", "`n")
}

function Write-Difference {
    # What changed in the settings.
    param([string] $Name, [string[]] $Before, [string[]] $After)
    foreach ($change in @(Compare-Object -ReferenceObject $Before -DifferenceObject $After -CaseSensitive)) {
        $sign = '+'
        if ($change.SideIndicator -eq '<=') { $sign = '-' }
        Write-KilnLog ("$Name $sign" + $change.InputObject)
    }
}

# What Save-Settings is to write: [{path, text, encoding}].
$script:NewSettings = @()

function Read-SettingsFile {
    # A text and its encoding.
    param([string] $Path)
    if (-not (Test-Path -LiteralPath $Path)) { throw "the launch agent has no $Path" }
    $reader = New-Object System.IO.StreamReader($Path, (New-Object System.Text.UTF8Encoding($false)), $true)
    $file = @{ text = $reader.ReadToEnd() }
    $file['encoding'] = $reader.CurrentEncoding
    $reader.Close()
    return $file
}

function Update-SettingsFile {
    # Works out the new text of a file of an agent, with the ends of line that it has; not at all when nothing is told of
    # it. Nothing is written yet: what refuses a change must refuse it before any is made.
    param([string] $Agent, [string] $File, [string] $Path, [string] $Secret)
    $edits = @(Get-SettingsEdit $Agent $File)
    if ($edits.Count -eq 0) { return }
    $there = Read-SettingsFile $Path
    $text = $there.text.Replace("`r`n", "`n")
    $name = Split-Path -Path $Path -Leaf
    $new = Edit-SettingsText $name $text $edits $Secret
    if ($new -ceq $text) { return }
    if ($there.text.Contains("`r`n")) { $new = $new.Replace("`n", "`r`n") }
    $script:NewSettings += @(@{ path = $Path; text = $new; encoding = $there.encoding })
}

function Save-Settings {
    # Writes the new texts, each in the encoding that its file has. Backups stay until the machine is sealed.
    foreach ($file in $script:NewSettings) {
        Copy-Item -LiteralPath $file.path -Destination (Join-Path $KilnRoot (Split-Path -Path $file.path -Leaf)) -Force
        [System.IO.File]::WriteAllText($file.path, $file.text, $file.encoding)
    }
}

function Restore-Settings {
    # Takes all of that back.
    foreach ($file in $script:NewSettings) {
        Copy-Item -LiteralPath (Join-Path $KilnRoot (Split-Path -Path $file.path -Leaf)) -Destination $file.path -Force
    }
}

function Get-Answer {
    # One of the recipe's answers for Setup; empty when it gives none.
    param($Answers, [string] $Name)
    if ($null -eq $Answers -or $null -eq $Answers.PSObject.Properties[$Name]) { return '' }
    return [string] $Answers.PSObject.Properties[$Name].Value
}

function Get-AnswerObstacle {
    # Answers that Setup would stop at.
    $answers = Get-KilnArgument 'answers'
    $zone = Get-Answer $answers 'timeZone'
    $zones = @([System.TimeZoneInfo]::GetSystemTimeZones() | ForEach-Object { $_.Id })
    if ($zone -and $zones -notcontains $zone) { "Windows knows no time zone '$zone'; 'tzutil /l' lists them" }
    $locale = Get-Answer $answers 'locale'
    $known = @([System.Globalization.CultureInfo]::GetCultures('SpecificCultures') | ForEach-Object { $_.Name })
    if ($locale -and $known -notcontains $locale) { "Windows knows no locale '$locale'" }
    $language = Get-Answer $answers 'uiLanguage'
    if (-not $language) { return }
    $packs = @((Get-CimInstance -ClassName Win32_OperatingSystem).MUILanguages)
    if ($packs -notcontains $language) {
        "Windows has no language pack for '$language', only for $($packs -join ', '); install it with a step"
    }
}

function Get-AnswerFile {
    # The answer file as it is in the image, without passwords, packed. Empty when there is none.
    param([string] $Path)
    if (-not (Test-Path -LiteralPath $Path)) { return '' }
    $document = New-Object System.Xml.XmlDocument
    $document.PreserveWhitespace = $true
    $document.Load($Path)
    foreach ($node in @($document.SelectNodes("//*[contains(local-name(), 'Password')]"))) { $node.InnerText = 'not shown' }
    return Compress-Text $document.OuterXml
}

function Set-DefaultLocale {
    # EC2Launch v2 takes the locale of the answer file from here when it runs Sysprep (EC2 User Guide, "Sysprep actions").
    $locale = Get-Answer (Get-KilnArgument 'answers') 'locale'
    if (-not $locale) { return }
    Set-ItemProperty -LiteralPath 'Registry::HKEY_USERS\.DEFAULT\Control Panel\International' -Name LocaleName -Value $locale
}
