package dev.kiln.local.s3;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the content of a version from what was sent, and checks it against the checksums that came with it. */
final class Contents {
    private static final String DEFAULT_TYPE = "binary/octet-stream";
    private static final int MAX_METADATA_BYTES = 2048;

    private Contents() {}

    static S3State.Content of(PutObjectRequest request, RequestBody body) {
        byte[] bytes = bytes(body);
        byte[] md5 = digest("MD5", bytes);
        check("Content-MD5", request.contentMD5(), md5);
        check("SHA256", request.checksumSHA256(), digest("SHA-256", bytes));
        return new S3State.Content(
                Base64.getEncoder().encodeToString(bytes),
                bytes.length,
                HexFormat.of().formatHex(md5),
                sha256(request, bytes),
                Optional.ofNullable(request.contentType())
                        .or(() -> Optional.ofNullable(body.contentType()))
                        .orElse(DEFAULT_TYPE),
                metadata(request.metadata()));
    }

    static byte[] bytes(S3State.Content content) {
        return Base64.getDecoder().decode(content.base64());
    }

    private static byte[] bytes(RequestBody body) {
        try (var stream = body.contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the body of PutObject", e);
        }
    }

    private static void check(String algorithm, String given, byte[] calculated) {
        var expected = Base64.getEncoder().encodeToString(calculated);
        if (Optional.ofNullable(given).filter(text -> !text.equals(expected)).isPresent()) {
            throw S3Errors.badDigest(algorithm);
        }
    }

    /** The SDK calculates the checksum of an algorithm that is asked for by name; S3 keeps only what it is sent. */
    private static Optional<String> sha256(PutObjectRequest request, byte[] bytes) {
        boolean asked = request.checksumAlgorithm() == ChecksumAlgorithm.SHA256;
        return Optional.ofNullable(request.checksumSHA256())
                .or(() -> asked
                        ? Optional.of(Base64.getEncoder().encodeToString(digest("SHA-256", bytes)))
                        : Optional.empty());
    }

    private static SortedMap<String, String> metadata(Map<String, String> given) {
        var metadata = new TreeMap<String, String>();
        given.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        int size = metadata.entrySet().stream()
                .mapToInt(e -> (e.getKey() + e.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (size > MAX_METADATA_BYTES) {
            throw S3Errors.metadataTooLarge();
        }
        return metadata;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
