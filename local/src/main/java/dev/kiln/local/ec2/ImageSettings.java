package dev.kiln.local.ec2;

import java.time.Instant;
import java.util.Optional;

/**
 * What the owner has told EC2 of an image.
 *
 * @param imdsSupport {@code v2.0}, or nothing
 * @param deprecatedAt from when on it is deprecated
 * @param protection as EC2 shows it, for example {@code enabled-with-cooldown}
 * @param fastLaunch the state of fast launches, for example {@code enabling}; empty when nobody asked for them
 */
public record ImageSettings(
        Optional<String> imdsSupport,
        Optional<Instant> deprecatedAt,
        Optional<String> protection,
        Optional<String> fastLaunch) {
    static final ImageSettings NONE =
            new ImageSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    ImageSettings withImdsSupport(String value) {
        return new ImageSettings(Optional.of(value), deprecatedAt, protection, fastLaunch);
    }

    ImageSettings deprecated(Instant at) {
        return new ImageSettings(imdsSupport, Optional.of(at), protection, fastLaunch);
    }

    ImageSettings withProtection(String newProtection) {
        return new ImageSettings(imdsSupport, deprecatedAt, Optional.of(newProtection), fastLaunch);
    }

    ImageSettings withFastLaunch(String state) {
        return new ImageSettings(imdsSupport, deprecatedAt, protection, Optional.of(state));
    }
}
