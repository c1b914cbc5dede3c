package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

import java.util.List;
import java.util.Optional;

/** The bucket that recipes are uploaded to. An upload makes an event; builds pin the versions that they use. */
final class RecipeBucket extends Construct {
    /**
     * Longer by far than the 14 days in which an execution can be redriven, which needs the versions that the build
     * pinned.
     */
    static final int OLD_VERSIONS_DAYS = 180;

    private final Bucket bucket;

    RecipeBucket(Construct scope, Names names, KilnConfig config, IKey key) {
        super(scope, "Recipes");
        bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(names.recipeBucket())
                .versioned(true)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(List.of(oldVersions(), evidence()))
                .removalPolicy(Retention.of(config))
                .build();
        // As long as the bucket is there, TLS is asked for.
        Optional.ofNullable(bucket.getPolicy()).ifPresent(policy -> policy.applyRemovalPolicy(Retention.of(config)));
        tellEvents();
    }

    private static LifecycleRule oldVersions() {
        return LifecycleRule.builder()
                .id("old-versions")
                .noncurrentVersionExpiration(Duration.days(OLD_VERSIONS_DAYS))
                .expiredObjectDeleteMarker(true)
                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                .build();
    }

    /** What failed builds leave is of use for as long as somebody may ask why. */
    private static LifecycleRule evidence() {
        return LifecycleRule.builder()
                .id("evidence")
                .prefix("evidence/")
                .expiration(Duration.days(OLD_VERSIONS_DAYS))
                .build();
    }

    /** The CDK's own way is a function of its own with rights on every bucket; CloudFormation can do it by itself. */
    private void tellEvents() {
        ((CfnBucket) bucket.getNode().getDefaultChild())
                .addPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
    }

    String name() {
        return bucket.getBucketName();
    }
}
