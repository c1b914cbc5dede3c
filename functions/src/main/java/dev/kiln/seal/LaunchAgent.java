package dev.kiln.seal;

/** What Amazon puts on its Windows images to set a machine up at its first start. */
public enum LaunchAgent {
    /** A service, on Windows Server 2022 and later, and on older ones where somebody installed it. */
    EC2LAUNCH_V2("EC2Launch v2"),
    /** PowerShell scripts, on Windows Server 2016 and 2019. */
    EC2LAUNCH_V1("EC2Launch v1"),
    /** A service, on Windows Server 2012 R2. */
    EC2CONFIG("EC2Config");

    private final String title;

    LaunchAgent(String title) {
        this.title = title;
    }

    /** As the guest scripts call it when they have found it on a machine. */
    public String title() {
        return title;
    }
}
