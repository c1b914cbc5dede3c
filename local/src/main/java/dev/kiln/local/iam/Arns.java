package dev.kiln.local.iam;

/**
 * The ARNs that calls are decided by, in the account 123456789012 in us-east-1 (Service Authorization Reference,
 * "Resource types" of each service).
 */
public final class Arns {
    public static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-east-1";

    private Arns() {}

    /** Most resources. */
    public static String of(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** What Amazon owns, and images and snapshots, which have no account in their ARN. */
    public static String ownerless(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + "::" + resource;
    }

    /** What IAM has: in no region. */
    public static String iam(String resource) {
        return "arn:aws:iam::" + ACCOUNT + ":" + resource;
    }

    static String bucket(String name) {
        return "arn:aws:s3:::" + name;
    }

    /** The service through which a key is used, as {@code kms:ViaService} has it. */
    static String endpoint(String service) {
        return service + "." + REGION + ".amazonaws.com";
    }
}
