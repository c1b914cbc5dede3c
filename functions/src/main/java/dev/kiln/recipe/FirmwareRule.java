package dev.kiln.recipe;

import java.util.stream.Stream;

/** EC2 gives NitroTPM to machines that boot by UEFI alone (EC2 user guide, "NitroTPM requirements"). */
final class FirmwareRule implements Rule {
    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("image").stream()
                .filter(image -> image.get("tpm").isPresent())
                .flatMap(image -> image.get("bootMode").stream())
                .filter(mode -> mode.text().filter("uefi"::equals).isEmpty())
                .map(mode -> mode.mistake(
                        "A machine has a TPM only when it boots by UEFI.", "Write bootMode: uefi, or take tpm out."));
    }
}
