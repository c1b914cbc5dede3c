<#
.SYNOPSIS
    Makes the volumes of the builder ready: online, formatted when they are empty, each with its drive letter.
.DESCRIPTION
    Arguments: build, recipe, run, volumes [{device, volumeId, letter, label, empty}], and method, drives,
    addedDrives and addedVolumes (see drives.ps1) when the launch agent is to be told of drives. A drive that this machine's agent cannot make on machines
    of the image is refused now, because the steps before the seal would be in vain. For an agent that knows volumes by
    their labels, a volume without one gets one.

    Only a volume that EC2 has made empty is ever formatted, and only while nothing is on it; one from a snapshot gets its
    letter. What an earlier run has done is not done again.

    Outcomes: {"outcome":"done","drives":["D: vol-0123"]}, {"outcome":"refused","reasons":[...]} or
    {"outcome":"failed","reason":"..."}.
#>
function Get-DataPartition {
    # The partitions of a disk that may have files.
    param([int] $Number)
    return Get-Partition -DiskNumber $Number -ErrorAction SilentlyContinue |
        Where-Object { 'Reserved', 'System', 'Recovery' -notcontains "$($_.Type)" }
}

function Open-Disk {
    # A disk that comes to Windows for the first time may be offline and read-only.
    param($Disk)
    if ($Disk.IsOffline) { Set-Disk -Number $Disk.Number -IsOffline $false }
    if ($Disk.IsReadOnly) { Set-Disk -Number $Disk.Number -IsReadOnly $false }
}

function Format-EmptyDisk {
    # Continues where an earlier run may have stopped: no partition table, no partition, no file system.
    param($Disk, $Volume)
    if ("$($Disk.PartitionStyle)" -eq 'RAW') { Initialize-Disk -Number $Disk.Number -PartitionStyle GPT }
    $partition = Get-DataPartition $Disk.Number | Select-Object -First 1
    if ($null -eq $partition) { $partition = New-Partition -DiskNumber $Disk.Number -UseMaximumSize }
    $format = Get-Volume -Partition $partition
    if ($null -ne $format -and "$($format.FileSystem)" -notmatch '^(RAW)?$') { return }
    $null = Format-Volume -Partition $partition -FileSystem NTFS -NewFileSystemLabel ([string] $Volume.label) -Confirm:$false
    Write-KilnLog "Formatted $($Volume.volumeId) ($($Volume.device))."
}

function Clear-AskedLetter {
    # A letter that Windows has given to one of these volumes, and the recipe to another, is free afterwards.
    param($Disk, [string[]] $Letters, [string] $Own)
    foreach ($partition in @(Get-DataPartition $Disk.Number)) {
        $letter = "$($partition.DriveLetter)"
        if ($letter -ne $Own -and $Letters -contains $letter) {
            Remove-PartitionAccessPath -InputObject $partition -AccessPath "${letter}:\"
        }
    }
}

function Set-Letter {
    # The letter of the one partition of a volume.
    param($Disk, $Volume)
    $partitions = @(Get-DataPartition $Disk.Number)
    if ($partitions.Count -ne 1) {
        throw "$($Volume.volumeId) ($($Volume.device)) has $($partitions.Count) partitions, and a letter is for one"
    }
    if ("$($partitions[0].DriveLetter)" -eq $Volume.letter) { return }
    if (Test-Path -LiteralPath "$($Volume.letter):\") {
        throw "the letter $($Volume.letter) is taken already; choose another one in the recipe"
    }
    Set-Partition -InputObject $partitions[0] -NewDriveLetter $Volume.letter
}

function Set-Label {
    # The label that is wanted, or one that tells the volume from others where the launch agent has to.
    param($Volume, [string] $Agent)
    $label = [string] $Volume.label
    $has = "$((Get-Volume -DriveLetter $Volume.letter).FileSystemLabel)"
    if (-not $label -and -not $has -and (Test-ByLabel $Agent)) { $label = "Drive $($Volume.letter)" }
    if ($label) { Set-Volume -DriveLetter $Volume.letter -NewFileSystemLabel $label }
}

function Assert-Possible {
    param([string] $Agent, [bool] $Formatted)
    $reasons = @(Get-DriveObstacle $Agent $Formatted | ForEach-Object { ConvertTo-PrintableText $_ })
    if ($reasons.Count -gt 0) { Exit-Refused $reasons }
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $agent = (Get-LaunchAgent).name
    Assert-Possible $agent $false
    $drives = @()
    $volumes = @(Get-KilnArgument 'volumes')
    foreach ($volume in $volumes) {
        # Without an id any disk without a serial number would do.
        if ("$($volume.volumeId)" -notmatch '^vol-[0-9a-f]+$') { throw "EC2 knows no volume of the device $($volume.device)" }
        if (-not (Wait-Until { $null -ne (Find-Disk $volume.volumeId) } 300)) {
            throw "Windows sees no disk of $($volume.volumeId) ($($volume.device)); only Nitro instances number their disks so"
        }
        Open-Disk (Find-Disk $volume.volumeId)
        if ($volume.empty) { Format-EmptyDisk (Find-Disk $volume.volumeId) $volume }
        Clear-AskedLetter (Find-Disk $volume.volumeId) @($volumes | ForEach-Object { $_.letter }) $volume.letter
    }
    foreach ($volume in $volumes) {
        Set-Letter (Find-Disk $volume.volumeId) $volume
        Set-Label $volume $agent
        $drives += "$($volume.letter): $($volume.volumeId)"
        Write-KilnLog "$($volume.device) is $($volume.letter):."
    }
    Assert-Possible $agent $true
    Complete-Run $directory ([ordered]@{ outcome = 'done'; drives = [string[]] $drives }) 0
}
