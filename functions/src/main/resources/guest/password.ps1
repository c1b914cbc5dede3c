<#
.SYNOPSIS
    Reads passwords, on the machine alone.
.DESCRIPTION
    The recipe names a secret; its value is read here with the machine's own role, so it stands in no command, log or
    record of Kiln's. It is never printed, and never comes to a cmdlet, as a parameter or through a pipeline: module
    logging would write it into the event log (Microsoft, "about_Logging"). The functions of a script belong to no
    module, and operators and methods of .NET are no commands.
#>
function Get-AdministratorSecret {
    # The password, or an empty text when none is to be specified. Ends the script when it cannot be used.
    if ((Get-KilnArgument 'administratorPassword' 'random') -ne 'specify') { return '' }
    $from = [string](Get-KilnArgument 'passwordFrom')
    $kind, $name = $from -split ':', 2
    $password = Read-Secret $kind $name
    $reasons = @(Get-PasswordObstacle $password)
    if ($reasons.Count -gt 0) { Exit-Refused @($reasons | ForEach-Object { "the password in ${from} $_" }) }
    return $password
}

function Read-Secret {
    param([string] $Kind, [string] $Name)
    $where = @{}
    if ($env:AWS_SSM_REGION_NAME) { $where['Region'] = $env:AWS_SSM_REGION_NAME }
    try {
        if ($Kind -eq 'secretsManager') { return [string](Get-SECSecretValue -SecretId $Name @where).SecretString }
        $parameter = Get-SSMParameter -Name $Name -WithDecryption $true @where
    } catch {
        $why = ConvertTo-PrintableText $_.Exception.Message 300
        Exit-Refused "the machine cannot read ${Kind}:$Name ($why); its role may read names that begin with the deployment's and /machines/"
    }
    if ("$($parameter.Type)" -ne 'SecureString') { Exit-Refused "the parameter $Name is no SecureString" }
    return [string] $parameter.Value
}

function Get-PasswordObstacle {
    # What Windows, or an agent's settings file, would not take for an account. EC2Launch sets a random password instead, silently.
    param([string] $Password, [string] $Account = 'administrator')
    if ($Password.Length -lt 8 -or $Password.Length -gt 127) { 'has fewer than 8 or more than 127 characters' }
    $kinds = 0
    foreach ($kind in '[A-Z]', '[a-z]', '[0-9]', '[^A-Za-z0-9]') { if ($Password -cmatch $kind) { $kinds++ } }
    if ($kinds -lt 3) { 'has less than three of: capital letters, small letters, digits, other characters' }
    # Windows does not mind a name of fewer than three characters (Microsoft, "Password must meet complexity requirements").
    if ($Account.Length -gt 2 -and $Password -match [regex]::Escape($Account)) { "contains the account's name" }
    # What the console of Secrets Manager calls key/value pairs.
    if ($Password -match '^\s*\{\s*"[^"]*"\s*:[\s\S]*\}\s*$') {
        'is JSON, and all of it would become the password; store the password alone, as plain text'
    }
    if ($Password -match '[^\x20-\x7e]') { 'has line breaks or other characters than printable ASCII' }
}
