package dev.kiln.recipe;

import java.util.Optional;

/**
 * How machines of the image boot. An image has this from the machine that it is made of, and that from its parent (EC2
 * user guide, "Set the boot mode of an AMI"): a recipe can only insist on it.
 *
 * @param bootMode {@code uefi}, {@code uefi-preferred} or {@code legacy-bios}; empty: whichever the parent has
 * @param tpm {@code v2.0}: with NitroTPM; empty: as the parent has it
 */
public record Firmware(Optional<String> bootMode, Optional<String> tpm) {
    /** Whatever the parent has. */
    public static final Firmware AS_IT_IS = new Firmware(Optional.empty(), Optional.empty());
}
