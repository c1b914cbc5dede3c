package dev.kiln.local.deployment;

import dev.kiln.local.iam.Encryption;
import dev.kiln.local.template.Templates;

import java.util.SortedMap;
import java.util.TreeMap;

/** Who may do what by the templates. */
final class AccessReader {
    private AccessReader() {}

    static AccessSpec read(Templates templates) {
        var policies = new ResourcePolicyReader(templates);
        return new AccessSpec(
                new RoleReader(templates).byArn(),
                policies.functions(),
                policies.queues(),
                policies.topics(),
                policies.buckets(),
                new Encryption(keys(templates), policies.keys()),
                roles(templates));
    }

    private static SortedMap<String, String> keys(Templates templates) {
        var keys = new TreeMap<String, String>();
        templates.ofType("AWS::DynamoDB::Table").forEach(table -> {
            var key = table.get("SSESpecification").path("KMSMasterKeyId");
            if (!key.isMissingNode()) {
                keys.put(table.arn(), key.asText());
            }
        });
        templates
                .ofType("AWS::SNS::Topic")
                .forEach(topic -> topic.find("KmsMasterKeyId").ifPresent(key -> keys.put(topic.arn(), key)));
        templates
                .ofType("AWS::S3::Bucket")
                .forEach(bucket -> bucket.get("BucketEncryption")
                        .path("ServerSideEncryptionConfiguration")
                        .forEach(rule -> {
                            var key = rule.path("ServerSideEncryptionByDefault").path("KMSMasterKeyID");
                            if (!key.isMissingNode()) {
                                keys.put(bucket.arn(), key.asText());
                            }
                        }));
        return keys;
    }

    private static SortedMap<String, String> roles(Templates templates) {
        var arnByName = new TreeMap<String, String>();
        templates.ofType("AWS::IAM::Role").forEach(role -> arnByName.put(role.ref(), role.arn()));
        var roles = new TreeMap<String, String>();
        templates
                .ofType("AWS::IAM::InstanceProfile")
                .forEach(profile -> roles.put(
                        profile.ref(),
                        arnByName.get(profile.list("Roles").getFirst().asText())));
        return roles;
    }
}
