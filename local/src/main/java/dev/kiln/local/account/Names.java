package dev.kiln.local.account;

import dev.kiln.handler.Settings;

import java.util.List;

/** What the deployment of the pipeline in a local account is called. */
public final class Names {
    public static final String REGION = "us-east-1";
    public static final String ACCOUNT = "123456789012";
    public static final String BUCKET = "kiln-recipes-123456789012-us-east-1";
    public static final String LEDGER = "kiln-ledger";
    public static final String LINEAGE = "kiln-lineage";
    public static final String STATE_MACHINE = "kiln-image-build";
    public static final String SUBNET_A = "subnet-0a1b2c3d4e5f60001";
    public static final String SUBNET_B = "subnet-0a1b2c3d4e5f60002";
    public static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f60001";
    public static final String INSTANCE_PROFILE = "kiln-builder";

    public static final String SCHEDULE_GROUP = "kiln";
    static final String SCHEDULER_ROLE = "arn:aws:iam::" + ACCOUNT + ":role/kiln-scheduler";
    static final String SCHEDULE_QUEUE = "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":kiln-schedule-dead-letters";

    private Names() {}

    /** The alias of a function, as the state machine and the rules name it. */
    static String function(String handler) {
        return "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:kiln-" + handler + ":live";
    }

    static Settings settings() {
        return new Settings("kiln", LEDGER, LINEAGE, List.of(SUBNET_A, SUBNET_B), SECURITY_GROUP, INSTANCE_PROFILE);
    }
}
