<#
.SYNOPSIS
    Extends the drive of Windows over its disk, which has become larger.
.DESCRIPTION
    Arguments: build, recipe, run, sizeGiB.

    EC2 grows the volume; the partition and its file system grow by a call of their own (EBS User Guide, "Extend the
    file system after resizing an Amazon EBS volume"). A partition grows only into what is free right behind it. Windows
    Server 2012 and later have these cmdlets. A drive that fills its disk already is left as it is.

    Outcomes: {"outcome":"done","drive":"C:","bytes":64424509440} or {"outcome":"failed","reason":"..."}.
#>
function Get-SystemDisk {
    # Windows goes on with the size that it has read last, until it is told to read it anew.
    param([string] $Letter)
    Update-HostStorageCache
    return Get-Disk -Number (Get-Partition -DriveLetter $Letter).DiskNumber
}

function Get-GiB {
    param($Bytes)
    return [Math]::Round($Bytes / 1GB, 1)
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $letter = ([string] $env:SystemDrive).Substring(0, 1)
    $asked = [long](Get-KilnArgument 'sizeGiB') * 1GB
    if (-not (Wait-Until { (Get-SystemDisk $letter).Size -ge $asked } 300)) {
        throw "Windows sees a disk of $(Get-GiB (Get-SystemDisk $letter).Size) GiB, and $(Get-GiB $asked) were asked for"
    }
    $before = (Get-Partition -DriveLetter $letter).Size
    $most = (Get-PartitionSupportedSize -DriveLetter $letter).SizeMax
    # Windows refuses to extend a partition by less than 1 MB.
    if (($most - $before) -ge 1MB) {
        Resize-Partition -DriveLetter $letter -Size $most
        Write-KilnLog "Extended ${letter}: from $(Get-GiB $before) to $(Get-GiB $most) GiB."
    }
    $left = (Get-SystemDisk $letter).LargestFreeExtent
    if ($left -ge 1GB) {
        throw "$(Get-GiB $left) GiB of the disk are out of reach for ${letter}: because another partition stands between, or the disk has an MBR, which ends at 2 TiB"
    }
    $size = (Get-Partition -DriveLetter $letter).Size
    Complete-Run $directory ([ordered]@{ outcome = 'done'; drive = "${letter}:"; bytes = [long] $size }) 0
}
