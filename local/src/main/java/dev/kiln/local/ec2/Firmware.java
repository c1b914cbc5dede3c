package dev.kiln.local.ec2;

import java.util.Optional;

/**
 * How machines of an image boot (EC2 user guide, "Instance launch behavior with Amazon EC2 boot modes").
 *
 * @param bootMode as EC2 shows it; empty: the default of the type, which is legacy BIOS
 * @param tpmSupport {@code v2.0}, or empty
 */
public record Firmware(Optional<String> bootMode, Optional<String> tpmSupport) {
    static final Firmware DEFAULT = new Firmware(Optional.empty(), Optional.empty());
    private static final Firmware UEFI_WITH_TPM = new Firmware(Optional.of("uefi"), Optional.of("v2.0"));

    /**
     * That of an image which Amazon publishes: those whose names begin with {@code TPM-} have UEFI and NitroTPM (AWS
     * Windows AMI reference, "Windows AMIs with NitroTPM and UEFI Secure Boot").
     */
    static Firmware published(String imageName) {
        return imageName.startsWith("TPM-") ? UEFI_WITH_TPM : DEFAULT;
    }
}
