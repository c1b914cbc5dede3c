<#
.SYNOPSIS
    Names local groups.
#>
function Get-GroupName {
    # The name of a group in the language of this Windows.
    param([string] $Sid)
    $group = New-Object System.Security.Principal.SecurityIdentifier($Sid)
    return ($group.Translate([System.Security.Principal.NTAccount]).Value -split '\\')[-1]
}
