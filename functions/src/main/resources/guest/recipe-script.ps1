<#
.SYNOPSIS
    Runs a script of the recipe, and shows what it printed.
#>
# Runs the script beside it in a process of its own. The parameters come from a file: a command line would show them to
# everyone on the machine and would need quoting. A cmdlet that fails ends the script. A script that ends without 'exit'
# has the exit code of the last program that it ran, so that an installer's failure is not lost.
$KilnRunner = @'
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$parameters = @{}
$file = Join-Path $PSScriptRoot 'parameters.json'
if (Test-Path -LiteralPath $file) {
    $stored = [System.IO.File]::ReadAllText($file) | ConvertFrom-Json
    Remove-Item -LiteralPath $file
    foreach ($property in $stored.PSObject.Properties) { $parameters[$property.Name] = $property.Value }
}
$global:LASTEXITCODE = 0
try {
    & (Join-Path $PSScriptRoot 'script.ps1') @parameters
} catch {
    [Console]::Error.WriteLine(($_ | Out-String))
    [Console]::Error.WriteLine($_.ScriptStackTrace)
    exit 1
}
exit $global:LASTEXITCODE
'@

function Invoke-RecipeScript {
    # Runs script.ps1 of a folder; its output goes to files there. Answers with exit code, seconds, and whether it ran
    # over its time (0 means no limit of its own).
    param([string] $Directory, [int] $TimeoutSeconds = 0)
    $runner = Join-Path $Directory 'runner.ps1'
    Write-TextFile $runner $KilnRunner
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = Start-Process -FilePath (Join-Path $PSHOME 'powershell.exe') -WorkingDirectory $Directory `
        -ArgumentList "-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$runner`"" `
        -RedirectStandardOutput (Join-Path $Directory 'output.log') `
        -RedirectStandardError (Join-Path $Directory 'errors.log') -NoNewWindow -PassThru
    # The exit code of a process that Start-Process began stays empty unless its handle was read while it ran.
    [void] $process.Handle
    $limit = -1
    if ($TimeoutSeconds -gt 0) { $limit = 1000 * $TimeoutSeconds }
    $ended = $process.WaitForExit($limit)
    if (-not $ended) { Stop-ProcessTree $process.Id }
    $exitCode = -1
    if ($ended) { $exitCode = [int] $process.ExitCode }
    return @{ exitCode = $exitCode; timedOut = (-not $ended); seconds = [int] $watch.Elapsed.TotalSeconds }
}

function Write-RecipeOutput {
    param([string] $Directory)
    Write-Tail 'The end of the output:' (Join-Path $Directory 'output.log') 4000 60
    Write-Tail 'The end of the error output:' (Join-Path $Directory 'errors.log') 2000 30
}
