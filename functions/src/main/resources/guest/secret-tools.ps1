<#
.SYNOPSIS
    Says whether the machine can read secrets at all.
.DESCRIPTION
    The seal does without it, because it has little room, and the machine has been looked at before the first step.
#>
function Get-ToolObstacle {
    # That the cmdlet which reads a secret is missing: without it the reading would fail like one that is not allowed.
    param([string] $Kind, [string] $Name)
    $tool = 'Get-SSMParameter'
    if ($Kind -eq 'secretsManager') { $tool = 'Get-SECSecretValue' }
    if ($null -ne (Get-Command -Name $tool -ErrorAction SilentlyContinue)) { return }
    "the AWS Tools for PowerShell ($tool) are not on this machine, so it cannot read ${Kind}:$Name; the parent image needs them"
}

function Assert-SecretTool {
    # Ends the script when a secret cannot be read, which is named as the recipe does it.
    param([string] $From)
    $kind, $name = $From -split ':', 2
    $missing = Get-ToolObstacle $kind $name
    if ($missing) { Exit-Refused $missing }
}
