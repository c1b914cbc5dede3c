<#
.SYNOPSIS
    Finds users and profiles that are not to be in the image, and removes them when the recipe says so.
.DESCRIPTION
    Arguments: otherUsers ("refuse", "remove"), keptUsers [] (accounts that the recipe itself makes). The EC2 User Guide
    asks for it ("Create an Amazon EC2 AMI using Windows Sysprep", before you begin): with further accounts and profiles
    Sysprep may lose data, or fail.
#>
function Get-OtherAccount {
    # Accounts besides those that Windows brings, whose relative identifiers are below 1000, and those that are kept.
    param([bool] $Kept = $false)
    $names = @(Get-KilnArgument 'keptUsers' @())
    Get-CimInstance -ClassName Win32_UserAccount -Filter 'LocalAccount=True' |
        Where-Object { "$($_.SID)" -match '^S-1-5-21-.+-[0-9]{4,}$' -and ($names -contains $_.Name) -eq $Kept }
}

function Get-OtherProfile {
    # Profiles of people other than the built-in Administrator and those that are kept. Services have profiles under
    # other kinds of SID.
    $kept = @(Get-OtherAccount $true | ForEach-Object { "$($_.SID)" })
    Get-CimInstance -ClassName Win32_UserProfile | Where-Object { -not $_.Special } |
        Where-Object { $_.SID -match '^S-1-(5-21|12-1)-' -and $_.SID -notmatch '^S-1-5-21-.+-500$' } |
        Where-Object { $kept -notcontains $_.SID }
}

function Get-OtherUserObstacle {
    # Who would be in the image, or cannot be removed, as sentences.
    $profiles = @(Get-OtherProfile)
    if ((Get-KilnArgument 'otherUsers' 'refuse') -eq 'remove') {
        foreach ($one in @($profiles | Where-Object { $_.Loaded })) {
            "the user profile $($one.LocalPath) is in use and cannot be removed; sign its user off, or restart the machine"
        }
        return
    }
    foreach ($one in $profiles) {
        "the user profile $($one.LocalPath) would be part of the image; remove it with its user, or write otherUsers: remove"
    }
    $named = @($profiles | ForEach-Object { $_.SID })
    foreach ($account in @(Get-OtherAccount | Where-Object { $named -notcontains "$($_.SID)" })) {
        "the user $($account.Name) would be part of the image; remove it, or write otherUsers: remove"
    }
}

function Remove-OtherUser {
    # What is removed is said in the log; what cannot be is a reason not to seal.
    if ((Get-KilnArgument 'otherUsers' 'refuse') -ne 'remove') { return }
    foreach ($one in @(Get-OtherProfile)) {
        try { Remove-CimInstance -InputObject $one }
        catch { Exit-Refused "the user profile $($one.LocalPath) cannot be removed ($($_.Exception.Message)); remove it by hand" }
        Write-KilnLog "Removed the user profile $($one.LocalPath)."
    }
    # Windows Server 2012 R2 has no cmdlet for it.
    $computer = [ADSI] "WinNT://$env:COMPUTERNAME,computer"
    foreach ($account in @(Get-OtherAccount)) {
        try { $computer.Delete('user', $account.Name) }
        catch { Exit-Refused "the user $($account.Name) cannot be removed ($($_.Exception.Message)); remove it by hand" }
        Write-KilnLog "Removed the user $($account.Name)."
    }
}
