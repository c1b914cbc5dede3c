<#
.SYNOPSIS
    What is particular to EC2Config: its settings are XML, and a service acts on them at every start.
.DESCRIPTION
    'ec2config.exe -sysprep' would shut the machine down itself, before anybody could read whether Windows was
    generalized. So its own steps are done here one by one, as the EC2 User Guide lists them ("Use Sysprep with
    EC2Config"): BeforeSysprep.cmd, then Sysprep with the agent's answer file, but with /quit instead of /shutdown, and
    with /quiet, which shows no dialogs (Microsoft, "Sysprep Command-Line Options").

    Sysprep may run as LOCAL SYSTEM on Server 2012 R2, and the Administrator's password can only be kept by a seal that
    does not need one of its own.
#>
$ConfigService = Join-Path $env:ProgramFiles 'Amazon\Ec2ConfigService'
$ConfigAnswers = Join-Path $ConfigService 'sysprep2008.xml'

function Update-ConfigService {
    # Says in the settings what the service does at the next start.
    param([string] $Secret)
    foreach ($name in 'Config.xml', 'BundleConfig.xml', 'DriveLetterConfig.xml') {
        $path = Join-Path $ConfigService "Settings\$name"
        Update-SettingsFile 'EC2Config' $name $path $Secret
    }
    Update-SettingsFile 'EC2Config' 'answers' $ConfigAnswers $Secret
}

function Start-ConfigSysprep {
    $before = Join-Path $ConfigService 'Scripts\BeforeSysprep.cmd'
    $null = & (Join-Path $env:windir 'System32\cmd.exe') /c $before
    if ($LASTEXITCODE -ne 0) { throw "BeforeSysprep.cmd exited with $LASTEXITCODE" }
    $arguments = "/oobe /generalize /quiet /quit /unattend:`"$ConfigAnswers`""
    [void](Start-Process -FilePath (Join-Path $env:windir 'System32\Sysprep\sysprep.exe') -ArgumentList $arguments -PassThru)
}

function Get-ConfigSysprep {
    return @{
        program = (Join-Path $env:windir 'System32\Sysprep\sysprep.exe')
        arguments = ''
        name = 'sysprep.exe'
        answers = $ConfigAnswers
        log = (Join-Path $ConfigService 'Logs\Ec2ConfigLog.txt')
    }
}
