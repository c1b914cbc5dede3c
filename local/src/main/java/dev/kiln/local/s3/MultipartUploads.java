package dev.kiln.local.s3;

import dev.kiln.local.time.RandomSource;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

import java.util.Set;
import java.util.TreeSet;

/** Uploads in parts, as far as they are begun and given up; no part is taken. Nothing of them is kept on file. */
final class MultipartUploads {
    private static final Set<String> CREATE = Set.of("Bucket", "Key");
    private static final Set<String> ABORT = Set.of("Bucket", "Key", "UploadId");
    private static final String UPLOAD_ID = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    private static final int UPLOAD_ID_LENGTH = 64;

    private final RandomSource random;
    private final Buckets buckets;
    private final Set<String> open = new TreeSet<>();

    MultipartUploads(RandomSource random, Buckets buckets) {
        this.random = random;
        this.buckets = buckets;
    }

    CreateMultipartUploadResponse create(CreateMultipartUploadRequest request) {
        Parameters.onlyOf(CREATE, request);
        buckets.named(request.bucket());
        String uploadId = RandomText.of(random, UPLOAD_ID, UPLOAD_ID_LENGTH);
        open.add(id(request.bucket(), request.key(), uploadId));
        return CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(uploadId)
                .build();
    }

    AbortMultipartUploadResponse abort(AbortMultipartUploadRequest request) {
        Parameters.onlyOf(ABORT, request);
        buckets.named(request.bucket());
        if (!open.remove(id(request.bucket(), request.key(), request.uploadId()))) {
            throw S3Errors.noSuchUpload();
        }
        return AbortMultipartUploadResponse.builder().build();
    }

    private static String id(String bucket, String key, String uploadId) {
        return bucket + "/" + key + "\n" + uploadId;
    }
}
