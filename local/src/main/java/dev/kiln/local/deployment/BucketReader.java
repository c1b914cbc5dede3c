package dev.kiln.local.deployment;

import dev.kiln.local.template.Resource;
import dev.kiln.local.template.TemplateRefused;
import dev.kiln.local.template.Templates;

import java.util.List;

/** The buckets of the templates. S3 of a local account has only such as keep versions and tell EventBridge. */
final class BucketReader {
    private BucketReader() {}

    static List<String> read(Templates templates) {
        return templates.ofType("AWS::S3::Bucket").stream()
                .map(BucketReader::read)
                .toList();
    }

    private static String read(Resource bucket) {
        if (!bucket.get("VersioningConfiguration").path("Status").asText().equals("Enabled")) {
            throw new TemplateRefused(bucket + ": a bucket without versions is not known");
        }
        boolean tells = bucket.get("NotificationConfiguration")
                .path("EventBridgeConfiguration")
                .path("EventBridgeEnabled")
                .asBoolean();
        if (!tells) {
            throw new TemplateRefused(bucket + ": a bucket that does not tell EventBridge is not known");
        }
        return bucket.ref();
    }
}
