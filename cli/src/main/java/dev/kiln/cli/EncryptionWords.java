package dev.kiln.cli;

import dev.kiln.lineage.VolumeEncryption;
import dev.kiln.recipe.Encryption;

import java.util.List;
import java.util.Optional;

/** What it means for those who launch an image that its volumes are encrypted. */
final class EncryptionWords {
    /** EBS user guide, "Requirements for Amazon EBS encryption"; there have been types that could not. */
    private static final String TYPES =
            "it can be launched on all instance types of the current and the previous generations";

    private static final String KEY_NEEDED = ", and whoever launches it needs the key";

    private EncryptionWords() {}

    /** As the recipe asks for it. */
    static String asked(Encryption encryption) {
        Optional<String> key = encryption.kmsKey();
        String way = encryption.by() == Encryption.By.COPY ? "a copy, encrypted with " : "encrypted with ";
        return way + key.orElse("the account's key for EBS") + "; " + TYPES
                + (key.isPresent() ? KEY_NEEDED : ", and it cannot be shared");
    }

    /** As the parent has it, where the recipe says nothing. */
    static String inherited(List<String> devices) {
        return "encrypted as its parent is (" + String.join(", ", devices) + "); " + TYPES + KEY_NEEDED;
    }

    /** As the machine has it that the recipe brings, where the recipe says nothing. */
    static String ofMachine() {
        return "encrypted where the volumes of the machine are; then " + TYPES + KEY_NEEDED;
    }

    /** As the image has it. */
    static String of(VolumeEncryption encryption) {
        String keys = encryption.keys().isEmpty() ? "" : " with " + String.join(", ", encryption.keys());
        return String.join(", ", encryption.devices()) + keys + "; " + TYPES + KEY_NEEDED;
    }
}
