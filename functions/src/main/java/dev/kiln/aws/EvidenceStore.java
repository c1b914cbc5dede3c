package dev.kiln.aws;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import java.util.Optional;

/** Keeps what is too large for the ledger beside the recipes, under {@code evidence/}. */
public final class EvidenceStore {
    private final S3Client s3;
    private final Optional<String> bucket;

    /** A store in a bucket; without one it keeps nothing. */
    public EvidenceStore(S3Client s3, Optional<String> bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Keeps a picture and answers where it lies. */
    public Optional<String> picture(String name, byte[] jpeg) {
        return keep(name, "image/jpeg", RequestBody.fromBytes(jpeg));
    }

    /** Keeps a text and answers where it lies. */
    public Optional<String> text(String name, String text) {
        return keep(name, "text/plain; charset=utf-8", RequestBody.fromString(text));
    }

    private Optional<String> keep(String name, String contentType, RequestBody body) {
        return bucket.map(b -> {
            String key = "evidence/" + name;
            AwsCall.of(
                    "PutObject (" + key + ")",
                    () -> s3.putObject(r -> r.bucket(b).key(key).contentType(contentType), body));
            return "s3://" + b + "/" + key;
        });
    }
}
