package dev.kiln.local.iam;

import java.util.Locale;
import java.util.Set;

/**
 * The condition keys that the clients of a local account know the value of. A key that nobody could ever supply would
 * silently count as absent, so a policy that names another one is refused.
 */
final class ConditionKeys {
    private static final Set<String> KNOWN = Set.of(
            "aws:securetransport",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:tagkeys",
            "ec2:createaction",
            "ec2:instanceprofile",
            "ec2:instancetype",
            "ec2:metadatahttptokens",
            "ec2:subnet",
            "iam:awsservicename",
            "iam:passedtoservice",
            "kms:calleraccount",
            "kms:viaservice",
            "s3:prefix",
            "s3:tlsversion");

    /** Followed by the key of a tag. */
    private static final Set<String> TAGS =
            Set.of("aws:requesttag/", "aws:resourcetag/", "ec2:resourcetag/", "ssm:resourcetag/");

    private static final Set<String> MULTIVALUED = Set.of("aws:tagkeys");

    private ConditionKeys() {}

    /** Case does not count in the names of keys, tag keys among them ("IAM JSON policy elements: Condition"). */
    static String normal(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    static boolean known(String normalKey) {
        return KNOWN.contains(normalKey) || TAGS.stream().anyMatch(normalKey::startsWith);
    }

    /** Whether a request can hold several values; a condition on it needs ForAllValues or ForAnyValue. */
    static boolean multivalued(String normalKey) {
        return MULTIVALUED.contains(normalKey);
    }
}
