package dev.kiln.cli.stack;

import dev.kiln.aws.AwsCall;
import software.amazon.awssdk.services.s3.S3Client;

import java.util.List;
import java.util.Set;

/**
 * Whether a recipe may be uploaded. An upload in parts that is begun and given up needs the permissions of an upload
 * and leaves nothing, not even an event (Amazon S3 user guide, "Multipart upload API and permissions").
 */
final class BucketCheck {
    private static final String SUBJECT = "bucket";

    private final S3Client s3;
    private final String bucket;

    BucketCheck(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    List<Finding> of(String recipe) {
        String key = "recipes/" + recipe + "/recipe.yaml";
        var begun = AwsCall.unless(
                Set.of("NoSuchBucket"),
                "CreateMultipartUpload (s3://" + bucket + "/" + key + ")",
                () -> s3.createMultipartUpload(r -> r.bucket(bucket).key(key)));
        begun.ifPresent(upload -> AwsCall.of(
                "AbortMultipartUpload (s3://" + bucket + "/" + key + ")",
                () -> s3.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload.uploadId()))));
        return List.of(
                begun.isPresent()
                        ? new Finding.Good(SUBJECT, bucket + ", and you may upload")
                        : new Finding.Wrong(
                                SUBJECT, "The bucket " + bucket + " does not exist.", "Deploy again: kiln deploy."));
    }
}
