package dev.kiln.local.s3;

import dev.kiln.local.event.EventSink;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * S3 of a local account. Every bucket is versioned and tells its changes to EventBridge. Reads see every write at once,
 * as S3 promises.
 *
 * <p>A call that is not overridden here, and a parameter that a call does not know, is refused with
 * {@link UnsupportedOperationException}.
 */
public final class LocalS3 implements S3Client {
    private final Buckets buckets = new Buckets();
    private final ObjectWrites writes;
    private final ObjectReads reads = new ObjectReads(buckets);
    private final ObjectLists lists = new ObjectLists(buckets);
    private final MultipartUploads uploads;
    private final SortedMap<String, Integer> calls = new TreeMap<>();

    /**
     * The service of one account.
     *
     * @param random draws version ids and request ids
     * @param events hears of every object that is created or deleted
     */
    public LocalS3(Timeline timeline, RandomSource random, EventSink events) {
        this.writes = new ObjectWrites(timeline, random, buckets, new S3Events(random, events));
        this.uploads = new MultipartUploads(random.fork("uploads"), buckets);
    }

    /** Makes a versioned bucket that tells EventBridge; one that exists stays as it is. */
    public void createBucket(String name) {
        buckets.create(name);
    }

    /** How often each call was made, by API action, for example {@code s3:PutObject}. Failed calls count too. */
    public SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Whether a version of an object is there. */
    public boolean holds(String bucket, String key, String versionId) {
        return buckets.has(bucket)
                && buckets.named(bucket).version(key, versionId).isPresent();
    }

    /** Everything that the buckets hold. */
    public S3State state() {
        return new S3State(writes.sequence(), buckets.state());
    }

    /** Puts what the buckets held in place of what they hold, without telling anyone. */
    public void restore(S3State state) {
        buckets.restore(state.buckets());
        writes.restore(state.sequence());
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        count("s3:PutObject");
        return writes.put(request, body);
    }

    @Override
    public <R> R getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
        count("s3:GetObject");
        return reads.get(request, transformer);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        count("s3:HeadObject");
        return reads.head(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        count("s3:ListObjectsV2");
        return lists.list(request);
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        count("s3:DeleteObject");
        return writes.delete(request);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        count("s3:CreateMultipartUpload");
        return uploads.create(request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        count("s3:AbortMultipartUpload");
        return uploads.abort(request);
    }

    private void count(String action) {
        calls.merge(action, 1, Integer::sum);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
