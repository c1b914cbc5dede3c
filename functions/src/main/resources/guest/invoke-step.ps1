<#
.SYNOPSIS
    Runs one script of a recipe.
.DESCRIPTION
    Arguments: build, recipe, step, run, script {inline} or {bucket, key, versionId, sha256, name}, parameters {},
    files [{bucket, key, versionId, sha256, destination}], exitCodes [].

    Files come from S3 and are compared with their SHA-256 before anything uses them. Exit 3010 or 1641 of the recipe's
    script is success and asks for one restart; the script is not run again after it.

    Outcomes: {"outcome":"done","exitCode":0,"reboots":0,"seconds":12} or
    {"outcome":"failed","exitCode":5,"reboots":0,"seconds":3,"reason":"..."}.
#>
function Save-S3Object {
    # Brings one object of S3 to a path, unless a file with the right hash is there already.
    param($Source, [string] $Path)
    if (Test-FileHash $Path $Source.sha256) { return }
    # Amazon's Windows AMIs carry the AWS Tools for PowerShell; they find credentials in the instance profile.
    if ($null -eq (Get-Command -Name Read-S3Object -ErrorAction SilentlyContinue)) {
        throw 'the AWS Tools for PowerShell (Read-S3Object) are not on this machine; the parent image needs them'
    }
    $parent = Split-Path -Parent $Path
    [void][System.IO.Directory]::CreateDirectory($parent)
    $draft = "$Path.kiln-download"
    $request = @{ BucketName = $Source.bucket; Key = $Source.key; File = $draft }
    if ($Source.PSObject.Properties['versionId'] -and $Source.versionId) { $request['VersionId'] = $Source.versionId }
    # The SSM agent tells its commands the region (AWS_SSM_REGION_NAME, "commands/environment variables").
    if ($env:AWS_SSM_REGION_NAME) { $request['Region'] = $env:AWS_SSM_REGION_NAME }
    try { [void](Read-S3Object @request) }
    catch { throw "s3://$($Source.bucket)/$($Source.key) could not be brought to the machine: $($_.Exception.Message)" }
    if (-not (Test-FileHash $draft $Source.sha256)) {
        $hash = (Get-FileHash -LiteralPath $draft -Algorithm SHA256).Hash.ToLowerInvariant()
        Remove-Item -LiteralPath $draft
        throw "s3://$($Source.bucket)/$($Source.key) has the SHA-256 $hash, which is not $($Source.sha256)"
    }
    Move-Item -LiteralPath $draft -Destination $Path -Force
    Write-KilnLog "Brought s3://$($Source.bucket)/$($Source.key) to $Path."
}

function Test-FileHash {
    param([string] $Path, [string] $Sha256)
    if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) { return $false }
    return (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash -eq $Sha256
}

function Save-RecipeFiles {
    # The files that the script needs, each at the absolute path that the recipe names.
    foreach ($file in @(Get-KilnArgument 'files' @())) {
        $path = [string] $file.destination
        if ($path -notmatch '^[A-Za-z]:\\') { throw "the destination '$path' is not an absolute path" }
        Save-S3Object $file $path
    }
}

function Save-RecipeScript {
    # The script and its parameters, where the runner looks for them.
    param([string] $Directory)
    $script = Get-KilnArgument 'script'
    $path = Join-Path $Directory 'script.ps1'
    if ($script.PSObject.Properties['inline'] -and $null -ne $script.inline) {
        Write-TextFile $path $script.inline
    } else {
        Save-S3Object $script $path
    }
    Write-TextFile (Join-Path $Directory 'parameters.json') (ConvertTo-AsciiJson (Get-KilnArgument 'parameters' @{}))
}

function Test-RestartCode {
    # Windows Installer's codes for "done, restart": ERROR_SUCCESS_REBOOT_REQUIRED and _INITIATED.
    param([int] $ExitCode)
    return $ExitCode -eq 3010 -or $ExitCode -eq 1641
}

function Complete-Step {
    # The answer, from what the recipe's script exited with.
    param([string] $Directory, [hashtable] $State)
    Write-RecipeOutput $Directory
    $exitCode = [int] $State['exitCode']
    $result = [ordered]@{
        outcome = 'done'; exitCode = $exitCode; reboots = [int] $State['reboots']; seconds = [int] $State['seconds']
    }
    $expected = @(Get-KilnArgument 'exitCodes' @(0))
    if ($expected.Count -eq 0) { $expected = @(0) }
    if ($expected -contains $exitCode -or (Test-RestartCode $exitCode)) { Complete-Run $Directory $result 0 }
    $result['outcome'] = 'failed'
    $result['reason'] = "the script exited with $exitCode, which is not one of $($expected -join ', ')"
    Complete-Run $Directory $result 1
}

function Complete-Interrupted {
    # A script that was cut off may have done half of its work: it is not run again within the same attempt.
    param([string] $Directory)
    Write-RecipeOutput $Directory
    $result = [ordered]@{ outcome = 'failed'; exitCode = -1; reboots = 0; seconds = 0 }
    $result['reason'] = 'the script was cut off before it ended: the command was stopped, or the machine went down ' +
        '(a script that needs a restart exits with 3010)'
    Complete-Run $Directory $result 1
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $stateFile = Join-Path $directory 'state.json'
    $state = Read-State $stateFile
    if ($state['phase'] -eq 'running') { Complete-Interrupted $directory }
    if ($state['phase'] -eq 'restarting') {
        Assert-Restarted $stateFile $state
        Complete-Step $directory $state
    }
    Save-RecipeFiles
    Save-RecipeScript $directory
    $state['phase'] = 'running'
    Write-State $stateFile $state
    $ended = Invoke-RecipeScript $directory
    $state['exitCode'] = $ended.exitCode
    $state['seconds'] = $ended.seconds
    if (Test-RestartCode $ended.exitCode) {
        Write-RecipeOutput $directory
        Request-Restart $stateFile $state
    }
    Complete-Step $directory $state
}
