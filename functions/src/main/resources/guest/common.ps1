<#
.SYNOPSIS
    What every guest script of Kiln shares: arguments, log, state of a run, restarts, child processes, the answer.
.DESCRIPTION
    Kiln joins this file with the parts of one script and sends the text over SSM Run Command
    (AWS-RunPowerShellScript): Windows PowerShell 5.1 as LOCAL SYSTEM, not interactive, no profile.

    Before this text stands $KilnArguments, an object read from JSON. The last line printed is
    'KILN-RESULT {json}'. Exit codes: 0 a good outcome, 1 a bad one, 3010 "restart me and run me again from the top",
    which the SSM agent does at most 15 times (SSM User Guide, "Rebooting managed nodes from scripts").

    The text is pure ASCII, because 5.1 reads a script without a byte order mark in the machine's ANSI code page. It
    never has two opening braces side by side, because SSM would take what follows for one of its parameters.
#>
Set-StrictMode -Version 2
# A cmdlet that fails only prints its error and goes on, unless told to stop.
$ErrorActionPreference = 'Stop'
# Progress records make downloads many times slower in 5.1, and end as XML in the error output.
$ProgressPreference = 'SilentlyContinue'

$KilnRoot = Join-Path $env:ProgramData 'Kiln'
# SSM keeps the first 24,000 characters of the output: the log must leave room for the answer at its end.
$script:KilnLogLeft = 9000

function Get-KilnArgument {
    # One argument, or a default when it is absent or null: strict mode refuses to read a property that is not there.
    param([string] $Name, $Default = $null)
    $property = $KilnArguments.PSObject.Properties[$Name]
    if ($null -eq $property -or $null -eq $property.Value) { return $Default }
    return $property.Value
}

function ConvertTo-PrintableText {
    # Printable ASCII: whatever code page the agent reads the output in, these characters arrive as they are.
    param([string] $Text, [int] $Limit = 400)
    $plain = [regex]::Replace($Text, '[^\x20-\x7e]', '?')
    if ($plain.Length -gt $Limit) { return $plain.Substring(0, $Limit - 3) + '...' }
    return $plain
}

function ConvertTo-AsciiJson {
    # One line of JSON. What is not ASCII becomes an escape, so no code page can garble it.
    param($Value)
    $json = ConvertTo-Json -InputObject $Value -Compress -Depth 6
    return [regex]::Replace($json, '[^\x20-\x7e]', { param($match) '\u{0:x4}' -f [int][char] $match.Value })
}

function Write-KilnLine {
    # Past the formatter of 5.1, which wraps long lines at the width of a console that is not there.
    param([string] $Line)
    [Console]::Out.WriteLine($Line)
    [Console]::Out.Flush()
}

function Write-KilnLog {
    param([string] $Message)
    $line = ConvertTo-PrintableText $Message
    if ($script:KilnLogLeft -lt $line.Length) { return }
    $script:KilnLogLeft -= $line.Length + 2
    Write-KilnLine $line
}

function Protect-KilnRoot {
    # Any user may create files below ProgramData; what SYSTEM executes must not be writable for them.
    $access = New-Object System.Security.AccessControl.DirectorySecurity
    $access.SetSecurityDescriptorSddlForm('D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)', 'Access')
    if (-not [System.IO.Directory]::Exists($KilnRoot)) {
        [void][System.IO.Directory]::CreateDirectory($KilnRoot, $access)
    }
    [System.IO.Directory]::SetAccessControl($KilnRoot, $access)
}

function Get-RunDirectory {
    # The folder of this run: one attempt of one step.
    $run = [string](Get-KilnArgument 'run')
    if ($run -notmatch '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$') { throw "the run '$run' cannot name a folder" }
    Protect-KilnRoot
    $directory = Join-Path (Join-Path $KilnRoot 'runs') $run
    [void][System.IO.Directory]::CreateDirectory($directory)
    return $directory
}

function Write-TextFile {
    # With a byte order mark, so that 5.1 reads it back as UTF-8. Written beside and moved, so never half there.
    param([string] $Path, [string] $Text)
    $draft = "$Path.new"
    [System.IO.File]::WriteAllText($draft, $Text, (New-Object System.Text.UTF8Encoding($true)))
    Move-Item -LiteralPath $draft -Destination $Path -Force
}

function Read-State {
    # The state of a run as a hashtable; empty when the run is new.
    param([string] $Path)
    $state = @{}
    if (Test-Path -LiteralPath $Path) {
        $stored = [System.IO.File]::ReadAllText($Path) | ConvertFrom-Json
        foreach ($property in $stored.PSObject.Properties) { $state[$property.Name] = $property.Value }
    }
    return $state
}

function Write-State {
    param([string] $Path, [hashtable] $State)
    Write-TextFile $Path (ConvertTo-AsciiJson $State)
}

function Exit-Kiln {
    # Ends the script with its answer. 'exit' in a function ends the whole script.
    param([System.Collections.IDictionary] $Result, [int] $ExitCode)
    Write-KilnLine ('KILN-RESULT ' + (ConvertTo-AsciiJson $Result))
    exit $ExitCode
}

function Enter-KilnLock {
    # One guest script at a time: a second command waits here, then finds what the first one left.
    $script:KilnLock = New-Object System.Threading.Mutex($false, 'Global\Kiln')
    try {
        [void] $script:KilnLock.WaitOne()
    } catch {
        # The owner was ended without letting go; the lock is ours nevertheless.
        if ($_.Exception.GetBaseException() -isnot [System.Threading.AbandonedMutexException]) { throw }
    }
}

function Invoke-Guest {
    # Runs the body of a guest script; whatever it does not handle becomes a bad outcome with the error as its reason.
    param([scriptblock] $Body)
    try {
        Enter-KilnLock
        & $Body
        throw 'the guest script ended without an answer'
    } catch {
        if ($null -ne $_.InvocationInfo) { Write-KilnLog $_.InvocationInfo.PositionMessage }
        $reason = ConvertTo-PrintableText $_.Exception.Message 800
        Exit-Kiln ([ordered]@{ outcome = 'failed'; reason = $reason }) 1
    }
}

function Get-RestartKey {
    # The parent of the restart markers. A volatile key is never written to disk: it is gone after a restart, which
    # proves the restart better than the clock, which may jump (RegCreateKeyEx, REG_OPTION_VOLATILE).
    $hive = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    return Add-VolatileKey $hive 'SOFTWARE\Kiln.Volatile'
}

function Add-VolatileKey {
    param([Microsoft.Win32.RegistryKey] $Parent, [string] $Name)
    $access = [Microsoft.Win32.RegistryKeyPermissionCheck]::ReadWriteSubTree
    return $Parent.CreateSubKey($Name, $access, [Microsoft.Win32.RegistryOptions]::Volatile)
}

function Request-Restart {
    # Asks the agent for a restart; the script runs again from the top afterwards.
    param([string] $StateFile, [hashtable] $State)
    # The marker first: without it the state would claim a restart that has not been.
    (Add-VolatileKey (Get-RestartKey) ([string](Get-KilnArgument 'run'))).Close()
    $State['phase'] = 'restarting'
    $State['reboots'] = 1 + [int] $State['reboots']
    $State['asks'] = 0
    Write-State $StateFile $State
    Write-KilnLog "Asking for restart $($State['reboots']) of this run."
    exit 3010
}

function Assert-Restarted {
    # Goes on only when the restart that was asked for has happened.
    param([string] $StateFile, [hashtable] $State)
    if ($null -eq (Get-RestartKey).OpenSubKey([string](Get-KilnArgument 'run'))) { return }
    $State['asks'] = 1 + [int] $State['asks']
    Write-State $StateFile $State
    if ($State['asks'] -gt 5) { throw 'the machine did not restart although it was asked to five times' }
    Write-KilnLog 'The machine has not restarted yet; asking again.'
    exit 3010
}

function Get-ImageState {
    # Where Windows Setup stands, for example IMAGE_STATE_COMPLETE (Microsoft, "Windows Setup States").
    $key = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State'
    return [string](Get-ItemProperty -LiteralPath $key -Name ImageState).ImageState
}

function Wait-Until {
    # Looks every five seconds until the condition holds; false when the time is over.
    param([scriptblock] $Condition, [int] $Seconds)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -ge $Seconds) { return $false }
        Start-Sleep -Seconds 5
    }
    return $true
}

function Get-TailText {
    # The last lines of a file that another process may still have open.
    param([string] $Path, [int] $Bytes, [int] $Lines)
    if (-not (Test-Path -LiteralPath $Path)) { return @() }
    $stream = [System.IO.File]::Open($Path, 'Open', 'Read', 'ReadWrite')
    try {
        [void] $stream.Seek([Math]::Max([long] 0, $stream.Length - $Bytes), 'Begin')
        $text = (New-Object System.IO.StreamReader($stream, [System.Text.Encoding]::ASCII)).ReadToEnd()
    } finally {
        $stream.Close()
    }
    return @($text -split '\r?\n' | Where-Object { $_.Trim() } | Select-Object -Last $Lines)
}

function Write-Tail {
    # The end of a file, each line behind a bar: nothing in it can pass for the answer of this script.
    param([string] $Title, [string] $Path, [int] $Bytes, [int] $Lines)
    $tail = @(Get-TailText $Path $Bytes $Lines)
    if ($tail.Count -eq 0) { return }
    Write-KilnLog $Title
    foreach ($line in $tail) { Write-KilnLog "| $line" }
}

function Stop-ProcessTree {
    # A process and all its descendants; 5.1 cannot do this by itself.
    param([int] $Id)
    $null = & taskkill.exe /T /F /PID $Id
}
