<#
.SYNOPSIS
    Finds the disk of a volume.
.DESCRIPTION
    By its serial number, which EBS makes of the volume's id (EC2 User Guide, "Map NVMe disks on your Windows instance to
    volumes"). Only Nitro instances number their disks so.
#>
function Find-Disk {
    # The disk of a volume; nothing when Windows does not see it, and when no volume is named: a disk may have no number.
    param([string] $VolumeId)
    if (-not $VolumeId) { return }
    $serial = $VolumeId -replace '-', ''
    return Get-Disk | Where-Object { "$($_.SerialNumber)".Trim() -match "^$serial(_|\.|$)" } | Select-Object -First 1
}
