package dev.kiln.local.iam;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * S3 for one role: the calls that the pipeline makes, each asked about first (Amazon S3 API reference,
 * {@code GetObject}, {@code HeadObject}, {@code ListObjectsV2} and {@code PutObject}, "Permissions").
 *
 * <p>Who may not list the bucket is told 403 of an object that is not there.
 */
public final class AuthorizedS3 implements S3Client {
    private static final int NOT_FOUND = 404;

    private final S3Client real;
    private final Session session;
    private final Encryption encryption;
    private final SortedMap<String, ResourcePolicy> policies;

    /**
     * S3 for one role.
     *
     * @param policies the bucket policies, by the bucket's name
     */
    public AuthorizedS3(
            S3Client real, Session session, Encryption encryption, SortedMap<String, ResourcePolicy> policies) {
        this.real = real;
        this.session = session;
        this.encryption = encryption;
        this.policies = new TreeMap<>(policies);
    }

    @Override
    public <R> R getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
        pass(read(request.bucket(), request.key(), request.versionId()), request.bucket(), AccessErrors::s3);
        R object = found(request.bucket(), () -> real.getObject(request, transformer), AccessErrors::s3);
        decrypt(request.bucket(), AccessErrors::s3);
        return object;
    }

    /** Only the checksum of an encrypted object needs its key. */
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Function<String, RuntimeException> error = text -> AccessErrors.s3Head();
        pass(read(request.bucket(), request.key(), request.versionId()), request.bucket(), error);
        var head = found(request.bucket(), () -> real.headObject(request), error);
        if (request.checksumMode() == ChecksumMode.ENABLED && head.checksumSHA256() != null) {
            decrypt(request.bucket(), error);
        }
        return head;
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        var context = context().with("s3:prefix", Optional.ofNullable(request.prefix()));
        var list = new AccessRequest("s3:ListBucket", Arns.bucket(request.bucket()), context);
        pass(list, request.bucket(), AccessErrors::s3);
        return real.listObjectsV2(request);
    }

    /** An encrypted bucket asks the writer for a data key of its key. */
    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        String object = Arns.bucket(request.bucket()) + "/" + request.key();
        pass(new AccessRequest("s3:PutObject", object, context()), request.bucket(), AccessErrors::s3);
        useKey(request.bucket(), "kms:GenerateDataKey", AccessErrors::s3);
        return real.putObject(request, body);
    }

    /** HEAD has no action of its own; a version of an object has one. */
    private static AccessRequest read(String bucket, String key, String versionId) {
        String action = versionId == null ? "s3:GetObject" : "s3:GetObjectVersion";
        return new AccessRequest(action, Arns.bucket(bucket) + "/" + key, context());
    }

    private static RequestContext context() {
        return RequestContext.empty().with("s3:TlsVersion", "1.3");
    }

    private void pass(AccessRequest request, String bucket, Function<String, RuntimeException> error) {
        refusal(request, bucket).ifPresent(text -> {
            throw error.apply(text);
        });
    }

    private Optional<String> refusal(AccessRequest request, String bucket) {
        boolean denied = Optional.ofNullable(policies.get(bucket))
                .filter(p -> p.denies(request))
                .isPresent();
        return denied
                ? Optional.of(Refusals.text(session.arn(), request, new Decision.Denied(true)))
                : session.refusal(request);
    }

    private <T> T found(String bucket, Supplier<T> call, Function<String, RuntimeException> error) {
        try {
            return call.get();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                pass(new AccessRequest("s3:ListBucket", Arns.bucket(bucket), context()), bucket, error);
            }
            throw e;
        }
    }

    private void decrypt(String bucket, Function<String, RuntimeException> error) {
        useKey(bucket, "kms:Decrypt", error);
    }

    private void useKey(String bucket, String action, Function<String, RuntimeException> error) {
        encryption
                .of(Arns.bucket(bucket), "s3")
                .flatMap(use -> use.refusal(session, action))
                .ifPresent(text -> {
                    throw error.apply(text);
                });
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
