<#
.SYNOPSIS
    Deletes what a machine of the image does not need, and defragments the volume of Windows.
.DESCRIPTION
    Arguments: cleanUp [{kind, paths []}] with patterns that may hold environment variables, defragment. The EC2 User
    Guide asks for it ("Create a custom Windows AMI": reduce start time by deleting temporary files and defragmenting).

    It runs when the machine is sealed and not before: until then what is deleted here may be what explains a failure.
    It is no part of the proof, so a file that is in use stays, and no error here fails the seal.
#>
function Get-FileBelow {
    # The files in a folder and those below it. Junctions and links are not followed: they lead out of it.
    param($Folder)
    if ($Folder.Attributes -band [System.IO.FileAttributes]::ReparsePoint) { return }
    foreach ($item in @(Get-ChildItem -LiteralPath $Folder.FullName -Force -ErrorAction SilentlyContinue)) {
        if ($item.PSIsContainer) { Get-FileBelow $item }
        elseif (-not ($item.Attributes -band [System.IO.FileAttributes]::ReparsePoint)) { $item }
    }
}

function Remove-FileOf {
    # Deletes the files of a kind; the bytes that they had.
    param($Kind)
    $freed = [long] 0
    foreach ($path in @($Kind.paths)) {
        $pattern = [Environment]::ExpandEnvironmentVariables($path)
        foreach ($folder in @(Get-Item -Path $pattern -Force -ErrorAction SilentlyContinue)) {
            foreach ($file in @(Get-FileBelow $folder)) {
                $length = $file.Length
                try { Remove-Item -LiteralPath $file.FullName -Force } catch { continue }
                $freed += $length
            }
        }
    }
    return $freed
}

function Clear-EveryEventLog {
    # Windows keeps the files of its event logs open, so the logs are cleared instead. Those that only trace cannot be.
    $session = [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession
    foreach ($name in @($session.GetLogNames())) {
        try { $session.ClearLog($name) } catch { continue }
    }
}

function Get-EventLogLength {
    $length = [long] 0
    foreach ($file in @(Get-FileBelow (Get-Item -LiteralPath (Join-Path $env:windir 'System32\winevt\Logs')))) {
        $length += $file.Length
    }
    return $length
}

function Optimize-SystemVolume {
    # At most half an hour: the volume is good without it.
    Write-KilnLog "Defragmenting $env:SystemDrive."
    $process = Start-Process -FilePath 'defrag.exe' -ArgumentList "$env:SystemDrive /D" -PassThru
    [void] $process.Handle
    if (-not $process.WaitForExit(1800000)) {
        Stop-ProcessTree $process.Id
        Write-KilnLog 'Defragmenting was ended after 30 minutes.'
    } elseif ($process.ExitCode -ne 0) { Write-KilnLog "Defragmenting ended with $($process.ExitCode)." }
}

function Invoke-CleanUp {
    # What was freed, in bytes by the kind.
    $freed = [ordered]@{}
    foreach ($kind in @(Get-KilnArgument 'cleanUp' @())) {
        # What Windows Update has downloaded is in use while its service runs.
        if ($kind.kind -eq 'Windows Update downloads') { Stop-Service -Name 'wuauserv' -Force -ErrorAction SilentlyContinue }
        $freed[$kind.kind] = Remove-FileOf $kind
    }
    if ($freed.Count -gt 0) {
        $before = Get-EventLogLength
        Clear-EveryEventLog
        $freed['event logs'] = [Math]::Max([long] 0, $before - (Get-EventLogLength))
    }
    foreach ($name in $freed.Keys) { Write-KilnLog ('Freed {0:n1} MB of {1}.' -f ($freed[$name] / 1MB), $name) }
    if (Get-KilnArgument 'defragment' $false) { Optimize-SystemVolume }
    return $freed
}

function Complete-CleanUp {
    # A machine that is sealed is sealed, whatever becomes of the clean-up.
    try { return Invoke-CleanUp }
    catch { Write-KilnLog "The clean-up was left off: $($_.Exception.Message)" }
    return [ordered]@{}
}
