package dev.kiln.seal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An error of Windows' setup that others have met before, and what mends it. Codes alone are no signs where they only
 * say "access denied" or "not found": there the line before the code is the sign.
 */
public enum KnownSetupError {
    /** A package that one user has installed. */
    USER_PACKAGE(
            "0x80073cf2|0x3cf2|was installed for a user, but not provisioned for all users",
            "a package was installed for one user, and not for all",
            "remove the package that the log names in a step, with Remove-AppxPackage -AllUsers and Remove-AppxProvisionedPackage",
            "https://learn.microsoft.com/en-us/troubleshoot/windows-client/deployment/sysprep-fails-remove-or-update-store-apps"),
    /** The volume is encrypted, or is being decrypted. */
    BITLOCKER(
            "0x80310039|BitLocker-Sysprep",
            "BitLocker is on for the volume of Windows",
            "decrypt it in a step, and wait there until it is decrypted: manage-bde -off C:",
            "https://github.com/MicrosoftDocs/azure-docs/pull/58134"),
    /** The count of rearms is used up. */
    REARM(
            "0xc004d307",
            "Windows can be generalized no more: its rearm count is used up",
            "start from a younger parent, for example from Amazon's newest image",
            "https://support.microsoft.com/en-us/topic/929828"),
    /** The state in the registry is not one from which Sysprep begins. */
    INVALID_STATE(
            "0x8007001f|the machine is in an invalid state",
            "an earlier Sysprep of this machine did not come to its end",
            "start a new build; this machine cannot be repaired",
            "https://learn.microsoft.com/en-us/troubleshoot/windows-client/setup-upgrade-and-drivers/fatal-error-occurred-sysprep-machine"),
    /** A half removed profile in the registry, or none. */
    COPY_PROFILE(
            "CopyProfile failed|_FindLatestProfile failed",
            "the profile that is to become that of every new user was not found",
            "remove entries of users that are gone from the registry's ProfileList in a step, or write seal.answers.copyProfile: false",
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sysprep-troubleshoot.html"),
    /** The installer of Windows did not say whether it has work left. */
    PENDING_SERVICING(
            "Failed to query pending CBS operations|There are one or more Windows updates that require a reboot",
            "Windows' installer of components is at work or waits for a restart",
            "add a restart step at the end of the steps, and a second one after updates",
            "https://github.com/GoogleCloudPlatform/compute-image-windows/issues/156"),
    /** Left over from a PowerShell Desired State Configuration. */
    DESIRED_STATE(
            "Failure occurred while executing '[^']*DscCore\\.dll,SysPrep_Cleanup'",
            "Desired State Configuration could not be cleaned up",
            "look whether a step has removed its files, and leave them where they are",
            "https://github.com/MicrosoftDocs/azure-docs/issues/80346"),
    /** The sensor protects its own values in the registry. */
    DEFENDER_FOR_ENDPOINT(
            "Error[^\\n]*(senseGuid|Windows-SenseClient-Service)",
            "Microsoft Defender for Endpoint has been onboarded, and protects what Sysprep must delete",
            "onboard the machines of the image at their start instead of the builder",
            "https://github.com/actions/runner-images/issues/9659"),
    /** The answer file itself. */
    ANSWER_FILE(
            "could not parse or process (the )?unattend(ed)? answer file|The answer file is invalid",
            "Setup cannot read the answer file",
            "look at what steps have changed in the launch agent's answer file, and at seal.answers",
            "https://github.com/rcmaehl/LocalUser.App/issues/8");

    private final String means;
    private final String mend;
    private final String source;
    private final Pattern sign;

    KnownSetupError(String sign, String means, String mend, String source) {
        this.sign = Pattern.compile(sign, Pattern.CASE_INSENSITIVE);
        this.means = means;
        this.mend = mend;
        this.source = source;
    }

    /** Those whose sign stands in a log, in the order in which they are listed here. */
    public static List<KnownSetupError> in(String log) {
        return Stream.of(values())
                .filter(error -> error.sign.matcher(log).find())
                .toList();
    }

    /** What happened, as the beginning of a sentence. */
    public String means() {
        return means;
    }

    /** The address of the page where others have met it. */
    public String source() {
        return source;
    }

    /** A sentence for the operator. */
    public String advice() {
        return "Known: " + means + "; " + mend + " (" + source + ").";
    }
}
