<#
.SYNOPSIS
    What is particular to EC2Config: its settings are XML, and a service acts on them at every start.
.DESCRIPTION
    'ec2config.exe -sysprep' would shut the machine down itself, before anybody could read whether Windows was
    generalized. So its own steps are done here one by one, as the EC2 User Guide lists them ("Use Sysprep with
    EC2Config"): BeforeSysprep.cmd, then Sysprep with the agent's answer file, but with /quit instead of /shutdown.

    Sysprep may run as LOCAL SYSTEM on Server 2012 R2, and the Administrator's password can only be kept by a seal that
    does not need one of its own.
#>
$ConfigService = Join-Path $env:ProgramFiles 'Amazon\Ec2ConfigService'
$ConfigAnswers = Join-Path $ConfigService 'sysprep2008.xml'

function Edit-XmlText {
    # The text of an XML file with nodes changed, removed or added. All others stay, with their layout.
    param([string] $Text, $Edits, [string] $Secret)
    $document = New-Object System.Xml.XmlDocument
    $document.PreserveWhitespace = $true
    $document.LoadXml($Text)
    $names = New-Object System.Xml.XmlNamespaceManager($document.NameTable)
    $names.AddNamespace('u', 'urn:schemas-microsoft-com:unattend')
    foreach ($edit in $Edits) {
        $value = [string] $edit.to
        if ($edit.secret) { $value = $Secret }
        if ($edit.kind -eq 'ANSWER') { Set-Answer $document $names $edit.at $value }
        elseif ($edit.kind -eq 'NODE' -or $edit.kind -eq 'REMOVE') { Set-XmlNode $document $names $edit $value }
        else { throw "a $($edit.kind) cannot be changed in XML" }
    }
    return $document.OuterXml
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

function Set-Answer {
    # A setting of the answer file, by pass, component and the names of its elements; what is missing is added.
    param($Document, $Names, [string] $At, [string] $Value)
    $parts = $At -split '/'
    $path = "//u:settings[@pass='$($parts[0])']/u:component[@name='$($parts[1])']"
    $node = $Document.SelectSingleNode($path, $Names)
    if ($null -eq $node) { Exit-Refused "the answer file has no component $($parts[1]) in the pass $($parts[0])" }
    foreach ($name in @($parts | Select-Object -Skip 2)) {
        $child = $node.SelectSingleNode("u:$name", $Names)
        if ($null -eq $child) {
            $child = $Document.CreateElement($name, 'urn:schemas-microsoft-com:unattend')
            [void] $node.AppendChild($child)
        }
        $node = $child
    }
    $node.InnerText = $Value
}

function Update-ConfigService {
    # Says in the settings what the service does at the next start.
    param([string] $Secret)
    foreach ($name in 'Config.xml', 'BundleConfig.xml', 'sysprep2008.xml') {
        $edits = @(Get-SettingsEdit 'EC2Config' $name)
        if ($edits.Count -eq 0) { continue }
        $path = Join-Path $ConfigService "Settings\$name"
        if ($name -eq 'sysprep2008.xml') { $path = $ConfigAnswers }
        $null = Update-SettingsFile $path {
            param([string[]] $Lines)
            (Edit-XmlText ($Lines -join "`n") $edits $Secret) -split '\r?\n'
        }
    }
}

function Set-PasswordNow {
    # Without Sysprep there is no Setup that could set the password, so it is set at once, as the agent's own dialogue
    # does it.
    param([string] $Secret)
    $user = [ADSI] "WinNT://$env:COMPUTERNAME/$((Get-BuiltInAdministrator).Name),user"
    $user.SetPassword($Secret)
}

function Start-ConfigSysprep {
    $before = Join-Path $ConfigService 'Scripts\BeforeSysprep.cmd'
    $null = & (Join-Path $env:windir 'System32\cmd.exe') /c $before
    if ($LASTEXITCODE -ne 0) { Exit-Refused "BeforeSysprep.cmd exited with $LASTEXITCODE" }
    $arguments = "/oobe /generalize /quit /unattend:`"$ConfigAnswers`""
    [void](Start-Process -FilePath (Join-Path $env:windir 'System32\Sysprep\sysprep.exe') -ArgumentList $arguments -PassThru)
}

function Get-ConfigSysprep {
    return @{
        program = (Join-Path $env:windir 'System32\Sysprep\sysprep.exe')
        arguments = ''
        name = 'sysprep.exe'
        log = (Join-Path $ConfigService 'Logs\Ec2ConfigLog.txt')
    }
}
