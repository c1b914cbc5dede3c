<#
.SYNOPSIS
    Makes local accounts, or gives those that are there their password and their group.
.DESCRIPTION
    Arguments: build, recipe, step, run, users [{name, passwordFrom, administrator, passwordExpires}].

    All passwords are read and looked at before the first account is made. Accounts are made through ADSI: unlike a
    cmdlet's, the parameters of its methods are never logged, and Server 2012 R2 has it too. Whoever signs in later gets
    a profile; the account alone has none, so Sysprep keeps it and copies nothing of it.

    Outcomes: {"outcome":"done","created":["operator"],"changed":[]} or {"outcome":"failed","reason":"..."}.
#>
function Exit-Refused {
    # Nothing was changed; a redrive tries it again.
    param([string[]] $Reasons)
    throw ($Reasons -join '; ')
}

function Test-Account {
    param([string] $Name)
    return @(Get-CimInstance -ClassName Win32_UserAccount -Filter "LocalAccount=True AND Name='$Name'").Count -gt 0
}

function Read-UserPassword {
    param($User)
    Assert-SecretTool $User.passwordFrom
    $kind, $name = [string] $User.passwordFrom -split ':', 2
    $password = Read-Secret $kind $name
    $reasons = @(Get-PasswordObstacle $password $User.name)
    if ($reasons.Count -gt 0) { Exit-Refused @($reasons | ForEach-Object { "the password in $($User.passwordFrom) $_" }) }
    return $password
}

function Set-Account {
    # Makes the account as it is wanted. Again in the same words when it is repeated.
    param($User, [string] $Password, [bool] $New)
    $machine = "WinNT://$env:COMPUTERNAME"
    if ($New) {
        $account = ([ADSI] "$machine,computer").Create('user', $User.name)
        $account.SetPassword($Password)
        $account.SetInfo()
    }
    # Bound anew, so that its flags are those that Windows has given it.
    $account = [ADSI] "$machine/$($User.name),user"
    $account.SetPassword($Password)
    # 0x10000: the password does not expire. 0x2: the account is disabled (Microsoft, "ADS_USER_FLAG_ENUM").
    $flags = [int] $account.UserFlags.Value -band (-bnot 0x10002)
    if (-not $User.passwordExpires) { $flags = $flags -bor 0x10000 }
    $account.Put('UserFlags', $flags)
    $account.SetInfo()
    # The groups of administrators and of users have the same identifiers everywhere.
    $sid = 'S-1-5-32-545'
    if ($User.administrator) { $sid = 'S-1-5-32-544' }
    $group = [ADSI] "$machine/$(Get-GroupName $sid),group"
    if (-not $group.IsMember("$machine/$($User.name)")) { $group.Add("$machine/$($User.name)") }
    # One that was there may be an administrator already.
    $administrators = [ADSI] "$machine/$(Get-GroupName 'S-1-5-32-544'),group"
    if (-not $User.administrator -and $administrators.IsMember("$machine/$($User.name)")) {
        $administrators.Remove("$machine/$($User.name)")
    }
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $users = @(Get-KilnArgument 'users' @())
    $passwords = @(foreach ($user in $users) { Read-UserPassword $user })
    $created = @()
    $changed = @()
    for ($i = 0; $i -lt $users.Count; $i++) {
        $name = [string] $users[$i].name
        $new = -not (Test-Account $name)
        Set-Account $users[$i] $passwords[$i] $new
        if ($new) { $created += $name } else { $changed += $name }
        Write-KilnLog "The account $name has the password in $($users[$i].passwordFrom)."
    }
    $result = [ordered]@{ outcome = 'done'; created = [string[]] $created; changed = [string[]] $changed }
    Complete-Run $directory $result 0
}
