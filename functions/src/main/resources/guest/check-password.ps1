<#
.SYNOPSIS
    Looks before the first step whether the Administrator can get the password that the recipe specifies.
.DESCRIPTION
    Arguments: build, recipe, run, administratorPassword ("specify"), passwordFrom (see password.ps1).

    Nothing is changed. The seal looks again, because the secret may be another one by then.

    Outcomes: {"outcome":"done"} or {"outcome":"failed","reason":"..."}.
#>
function Exit-Refused {
    # A redrive looks again.
    param([string[]] $Reasons)
    throw ($Reasons -join '; ')
}

Invoke-Guest {
    Assert-SecretTool ([string](Get-KilnArgument 'passwordFrom'))
    $null = Get-AdministratorSecret
    Exit-Kiln ([ordered]@{ outcome = 'done' }) 0
}
