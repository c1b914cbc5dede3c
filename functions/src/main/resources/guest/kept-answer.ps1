<#
.SYNOPSIS
    Keeps the answer of a run on the machine, so that the run is done once.
#>
function Complete-Run {
    # Ends a run for good: its answer is kept, so that the same run asked again answers the same and does nothing.
    param([string] $Directory, [System.Collections.IDictionary] $Result, [int] $ExitCode)
    # The answer is kept as text: an array read back and written again may come out in another shape in 5.1.
    $kept = @{ exitCode = $ExitCode; answer = (ConvertTo-AsciiJson $Result) }
    Write-TextFile (Join-Path $Directory 'result.json') (ConvertTo-AsciiJson $kept)
    Exit-Kiln $Result $ExitCode
}

function Exit-IfFinished {
    # A run that has come to its end before prints its answer again.
    param([string] $Directory)
    $file = Join-Path $Directory 'result.json'
    if (-not (Test-Path -LiteralPath $file)) { return }
    $stored = [System.IO.File]::ReadAllText($file) | ConvertFrom-Json
    Write-KilnLog 'This run has finished before; its answer again:'
    Write-KilnLine ('KILN-RESULT ' + $stored.answer)
    exit ([int] $stored.exitCode)
}
