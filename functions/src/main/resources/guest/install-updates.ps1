<#
.SYNOPSIS
    Installs what Windows Update offers, in rounds, with the restarts that it takes.
.DESCRIPTION
    Arguments: build, recipe, step, run, categories [], severities [], olderThanDays, include [], exclude [], maxRounds.
    Uses the Windows Update Agent's COM interface, which LOCAL SYSTEM may use on its own machine. Left out, and named in
    the output with the reason: what is excluded by its KB number, what asks a person something, and, unless it is
    included by its number, what is in none of the categories, has another rating or is too young. What Windows offers
    for browsing only (previews) is not looked for.

    Outcomes: {"outcome":"done","installed":["KB5000001"],"rounds":2,"reboots":1} when nothing is offered any more, or
    {"outcome":"failed","reason":"...","installed":[...],"rounds":n,"reboots":n}.
#>

# Microsoft, "WSUS Classification GUIDs"; Drivers is the one that WSUS itself shows.
$Classifications = @{
    CriticalUpdates   = 'e6cf1350-c01b-414d-a61f-263d14d133b4'
    DefinitionUpdates = 'e0789628-ce08-4437-be74-2495b842f43b'
    Drivers           = 'ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0'
    FeaturePacks      = 'b54e7d24-7add-428f-8b75-90a396fa584f'
    SecurityUpdates   = '0fa1201d-4330-4fa8-8ae9-b877473b6441'
    ServicePacks      = '68c5b0a3-d1a6-4553-ae49-01d3a7827828'
    Tools             = 'b4832bd8-e735-4761-8daf-37f882276dab'
    UpdateRollups     = '28bc880e-0592-4cbf-8f95-c79b17911d5f'
    Updates           = 'cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83'
}

# What is offered for installing without being looked for (Microsoft, "IUpdateSearcher::Search").
$Criteria = "IsInstalled=0 and IsHidden=0 and BrowseOnly=0"

# What the last search found and the recipe does not ask for, with the reason.
$script:LeftOut = @()

function Get-WantedCategory {
    # The identifiers of the categories that the recipe names.
    foreach ($name in @(Get-KilnArgument 'categories' @())) {
        if (-not $Classifications.ContainsKey($name)) {
            throw "'$name' is no category of updates; there are $(@($Classifications.Keys | Sort-Object) -join ', ')"
        }
        $Classifications[$name]
    }
}

function Get-UpdateName {
    # KB number, or the title of an update that has none.
    param($Update)
    if ($Update.KBArticleIDs.Count -gt 0) { return 'KB' + $Update.KBArticleIDs.Item(0) }
    return [string] $Update.Title
}

function Test-Named {
    # Whether an argument names one of the update's KB numbers, with or without KB.
    param($Update, [string] $Argument)
    $named = @(Get-KilnArgument $Argument @()) | ForEach-Object { "$_" -replace '^KB', '' }
    for ($i = 0; $i -lt $Update.KBArticleIDs.Count; $i++) {
        if (@($named) -contains $Update.KBArticleIDs.Item($i)) { return $true }
    }
    return $false
}

function Test-Category {
    param($Update, [string[]] $Categories)
    for ($i = 0; $i -lt $Update.Categories.Count; $i++) {
        if ($Categories -contains $Update.Categories.Item($i).CategoryID) { return $true }
    }
    return $false
}

function Get-UpdateObstacle {
    # Why the recipe does not ask for this update; nothing when it does. The day is that on which the update was last
    # published (Microsoft, "IUpdate::LastDeploymentChangeTime", in UTC).
    param($Update, [string[]] $Categories)
    if ($Update.InstallationBehavior.CanRequestUserInput) { return 'it asks a person something' }
    if (Test-Named $Update 'exclude') { return 'it is excluded' }
    if (Test-Named $Update 'include') { return }
    if (-not (Test-Category $Update $Categories)) { return 'it is of another category' }
    $severities = @(Get-KilnArgument 'severities' @())
    $severity = [string] $Update.MsrcSeverity
    if ($severities.Count -gt 0 -and $severities -notcontains $severity) { return "it is rated '$severity'" }
    $days = [int](Get-KilnArgument 'olderThanDays' 0)
    $published = [datetime] $Update.LastDeploymentChangeTime
    if ($days -gt 0 -and $published -gt [datetime]::UtcNow.AddDays(0 - $days)) {
        return "it was published on $($published.ToString('yyyy-MM-dd')), less than $days days ago"
    }
}

function Get-SupersededId {
    # The identifiers of updates that others in a list replace. Up to Server 2016 a search leaves them out by itself
    # (Microsoft, "IUpdateSearcher::IncludePotentiallySupersededUpdates").
    param([object[]] $Updates)
    foreach ($update in $Updates) {
        for ($i = 0; $i -lt $update.SupersededUpdateIDs.Count; $i++) { [string] $update.SupersededUpdateIDs.Item($i) }
    }
}

function Find-Update {
    # What is wanted of what is offered now, as a collection of the Windows Update Agent.
    param($Session, [string[]] $Categories)
    $offered = $Session.CreateUpdateSearcher().Search($Criteria).Updates
    $asked = @()
    $script:LeftOut = @()
    for ($i = 0; $i -lt $offered.Count; $i++) {
        $update = $offered.Item($i)
        $obstacle = Get-UpdateObstacle $update $Categories
        if ($obstacle) { $script:LeftOut += "$(Get-UpdateName $update): $obstacle" } else { $asked += $update }
    }
    $superseded = @(Get-SupersededId $asked)
    $wanted = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($update in $asked) {
        if ($superseded -notcontains [string] $update.Identity.UpdateID) { [void] $wanted.Add($update) }
    }
    # A collection written to the pipeline would come out as its elements.
    return , $wanted
}

function Get-RoundResult {
    # What became of each update of a download or installation: names of the good ones, of the bad ones with the error.
    param($Updates, $Outcome)
    $good = @()
    $bad = @()
    for ($i = 0; $i -lt $Updates.Count; $i++) {
        $name = Get-UpdateName $Updates.Item($i)
        $one = $Outcome.GetUpdateResult($i)
        # OperationResultCode: 2 succeeded, 3 succeeded with errors, 4 failed, 5 aborted.
        if ($one.ResultCode -eq 2 -or $one.ResultCode -eq 3) { $good += $name }
        else { $bad += ('{0} (0x{1:x8})' -f $name, $one.HResult) }
    }
    return @{ good = $good; bad = $bad }
}

function Install-Update {
    # Downloads and installs a collection. Answers like Get-RoundResult.
    param($Session, $Updates)
    for ($i = 0; $i -lt $Updates.Count; $i++) {
        if (-not $Updates.Item($i).EulaAccepted) { $Updates.Item($i).AcceptEula() }
    }
    $downloader = $Session.CreateUpdateDownloader()
    $downloader.Updates = $Updates
    $downloads = Get-RoundResult $Updates ($downloader.Download())
    $ready = New-Object -ComObject Microsoft.Update.UpdateColl
    for ($i = 0; $i -lt $Updates.Count; $i++) {
        if ($Updates.Item($i).IsDownloaded) { [void] $ready.Add($Updates.Item($i)) }
    }
    if ($ready.Count -eq 0) { return @{ good = @(); bad = $downloads.bad } }
    $installer = $Session.CreateUpdateInstaller()
    # Windows itself may be installing; two cannot.
    [void](Wait-Until { -not $installer.IsBusy } 1800)
    $installer.Updates = $ready
    $installs = Get-RoundResult $ready ($installer.Install())
    foreach ($name in $installs.good) { Write-KilnLog "Installed $name." }
    return @{ good = $installs.good; bad = $downloads.bad + $installs.bad }
}

function Test-UpdateRestart {
    return [bool](New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired
}

function Complete-Updates {
    param([string] $Directory, [hashtable] $State, [string] $Reason = '')
    foreach ($line in $script:LeftOut) { Write-KilnLog "Left out $line." }
    $result = [ordered]@{ outcome = 'done' }
    if ($Reason) {
        $result['outcome'] = 'failed'
        $result['reason'] = ConvertTo-PrintableText $Reason 1500
    }
    $result['installed'] = [string[]] @($State['installed'] | Where-Object { $_ } | Sort-Object -Unique)
    $result['rounds'] = [int] $State['rounds']
    $result['reboots'] = [int] $State['reboots']
    Complete-Run $Directory $result ([int] [bool] $Reason)
}

function Invoke-Round {
    # One round: what is offered is installed, and the state says so before anything else can happen.
    param([string] $StateFile, [hashtable] $State, $Session, $Updates)
    $State['rounds'] = 1 + [int] $State['rounds']
    Write-KilnLog "Round $($State['rounds']): $($Updates.Count) updates."
    $ended = Install-Update $Session $Updates
    $State['installed'] = [string[]] @(@($State['installed']) + @($ended.good) | Where-Object { $_ })
    $State['failed'] = [string[]] @($ended.bad)
    foreach ($name in $State['failed']) { Write-KilnLog "Not installed: $name." }
    Write-State $StateFile $State
}

Invoke-Guest {
    $directory = Get-RunDirectory
    Exit-IfFinished $directory
    $stateFile = Join-Path $directory 'state.json'
    $state = Read-State $stateFile
    if ($state['phase'] -eq 'restarting') { Assert-Restarted $stateFile $state }
    $state['phase'] = 'installing'
    $categories = [string[]] @(Get-WantedCategory)
    if ($categories.Count -eq 0) { throw 'no categories of updates are named' }
    $session = New-Object -ComObject Microsoft.Update.Session
    $session.ClientApplicationID = 'Kiln'
    while ($true) {
        # The agent runs a command again at most 15 times; an end of our own comes before that and says why.
        if ([int] $state['reboots'] -ge 12) {
            Complete-Updates $directory $state 'Windows was restarted 12 times and is still not up to date'
        }
        if (Test-UpdateRestart) { Request-Restart $stateFile $state }
        $updates = Find-Update $session $categories
        if ($updates.Count -eq 0) { Complete-Updates $directory $state }
        if ([int] $state['rounds'] -ge [int](Get-KilnArgument 'maxRounds' 5)) {
            $names = @(for ($i = 0; $i -lt $updates.Count; $i++) { Get-UpdateName $updates.Item($i) })
            $failures = @($state['failed'] | Where-Object { $_ })
            $reason = "after $($state['rounds']) rounds there are still $($names -join ', ')"
            if ($failures.Count -gt 0) { $reason += "; in the last round failed $($failures -join ', ')" }
            Complete-Updates $directory $state $reason
        }
        Invoke-Round $stateFile $state $session $updates
    }
}
