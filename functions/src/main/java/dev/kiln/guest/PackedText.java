package dev.kiln.guest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A text that a guest script packs into its result, as Base64 of gzip: SSM keeps 24,000 characters of an output, and
 * logs and XML shrink to a tenth.
 */
public final class PackedText {
    /** No script packs more; what unpacks to more was not packed by one. */
    private static final int MOST_BYTES = 200_000;

    private PackedText() {}

    /** Packs a text as the scripts do. */
    public static String pack(String text) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** The text; empty when there is none or it is not whole. */
    public static Optional<String> unpack(String packed) {
        if (packed.isEmpty()) {
            return Optional.empty();
        }
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            byte[] text = gzip.readNBytes(MOST_BYTES + 1);
            return text.length > MOST_BYTES ? Optional.empty() : Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }
}
