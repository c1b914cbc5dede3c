<#
.SYNOPSIS
    What the launch agent can be told of the drives that each machine of the image is to have.
.DESCRIPTION
    Arguments: drives, those of volumes that come from the builder, and addedDrives, those of volumes that the image adds:
    a line each, with letter, device and, if there is one, label. addedVolumes says how many volumes the machines of the
    image have and the builder has not.

    EC2Launch v2 knows volumes by their devices. EC2Launch v1 and EC2Config know them by their labels, and give none a
    letter that another one has (EC2 User Guide, "Configure EC2Launch" and "EC2Config settings files"). Which letters
    volumes have after Sysprep is up to Windows: each gets the next that is free (Microsoft, "mountvol"), in an order
    that nobody promises.
#>
function Exit-Refused {
    # The machine is not as it must be; its settings are as they were. Once one has been changed for good, only 'throw' says
    # what is true. As many reasons are told as SSM has room for.
    param([string[]] $Reasons)
    $kept = @($Reasons)
    while ((ConvertTo-AsciiJson $kept).Length -gt 13000 -and $kept.Count -gt 1) {
        $kept = @($kept | Select-Object -First ($kept.Count - 1))
    }
    if ($kept.Count -lt $Reasons.Count) { $kept += @("and $($Reasons.Count - $kept.Count) more") }
    Exit-Kiln ([ordered]@{ outcome = 'refused'; reasons = [string[]] $kept }) 1
}

function Get-DriveLine {
    # All drives.
    @(Get-KilnArgument 'drives' @()) + @(Get-KilnArgument 'addedDrives' @())
}

function Test-ByLabel {
    # Whether drives are told to a launch agent that knows volumes by their labels.
    param([string] $Agent)
    return @(Get-DriveLine).Count -gt 0 -and ('EC2Launch v1', 'EC2Config') -contains $Agent
}

function Get-DriveLabel {
    # The label of a drive among the volumes of this machine, if no other volume has the same.
    param([string] $Letter, $Volumes)
    foreach ($own in @($Volumes | Where-Object { "$($_.DriveLetter)" -eq $Letter })) {
        $label = "$($own.FileSystemLabel)"
        $same = @($Volumes | Where-Object { "$($_.FileSystemLabel)" -eq $label })
        if ($label -and $same.Count -eq 1) { return $label }
    }
}

function Get-ToldDrive {
    # The drives as the launch agent is told of them: where it knows them by their labels, with those that they have.
    param([string] $Agent)
    if (-not (Test-ByLabel $Agent)) { return Get-DriveLine }
    $volumes = @(Get-Volume)
    foreach ($line in @(Get-DriveLine)) {
        $words = @($line -split ' ', 3)
        "$($words[0]) $($words[1]) $(Get-DriveLabel $words[0] $volumes)"
    }
}

function Get-LastLetter {
    # The last of the letters that Windows may give to some other volume of a machine of the image, C when to none.
    param([int] $Disks)
    $volumes = $Disks - 1 + [int] (Get-KilnArgument 'addedVolumes' 0)
    if ($volumes -lt 2 -or (Get-KilnArgument 'method') -ne 'sysprep') { return 'C' }
    return 'CDEFGHIJKLMNOPQRSTUVWXYZ'.Substring([Math]::Min(23, $volumes), 1)
}

function Get-DriveReason {
    # Why an agent that knows volumes by their labels cannot make a drive, with the mend. Before they are formatted there
    # are no volumes to look at.
    param([string] $Agent, [string] $Line, [string] $Last, $Volumes)
    $words = @($Line -split ' ', 3)
    $named = "the drive $($words[0]): ($($words[1]))"
    $why = 'because it knows volumes by their labels, and'
    $mend = 'begin with a parent that has EC2Launch v2, or take driveLetter out'
    if (@(Get-KilnArgument 'addedDrives' @()) -contains $Line) {
        "$Agent cannot make $named, $why the image adds this one; write it under builder.volumes, $mend"
    } elseif ($words[0] -le $Last) {
        "$Agent may not make $named, because it takes no letter from another volume, and Windows gives the letters up to $Last to any of them; write a letter behind $Last, $mend"
    } elseif (@($Volumes).Count -gt 0 -and -not (Get-DriveLabel $words[0] $Volumes)) {
        "$Agent cannot make $named, $why this one has none of its own; label it on the builder, $mend"
    }
}

function Get-DriveObstacle {
    # All reasons.
    param([string] $Agent, [bool] $Formatted)
    if (-not (Test-ByLabel $Agent)) { return }
    $volumes = @()
    if ($Formatted) { $volumes = @(Get-Volume) }
    $disks = @(Get-Disk).Count
    $last = Get-LastLetter $disks
    foreach ($line in @(Get-DriveLine)) { Get-DriveReason $Agent $line $last $volumes }
}
