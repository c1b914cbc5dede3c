package dev.kiln.infra.naming;

import software.amazon.awscdk.Aws;

/**
 * The ARNs of what a deployment has, made from names: a policy may name a thing without depending on the stack or the
 * resource that makes it.
 */
public record Arns(Names names) {
    /** Of every function: what is called is a published version. */
    public static final String ALIAS = "live";

    private static final String HERE = Aws.REGION + ":" + Aws.ACCOUNT_ID;

    private static String arn(String service, String where, String resource) {
        return "arn:" + Aws.PARTITION + ":" + service + ":" + where + ":" + resource;
    }

    public String ledgerTable() {
        return table(names.ledgerTable());
    }

    public String lineageTable() {
        return table(names.lineageTable());
    }

    private static String table(String name) {
        return arn("dynamodb", HERE, "table/" + name);
    }

    public String recipeBucket() {
        return "arn:" + Aws.PARTITION + ":s3:::" + names.recipeBucket();
    }

    /** Objects of the recipe bucket. */
    public String recipes(String keys) {
        return recipeBucket() + "/recipes/" + keys;
    }

    /** Secrets for machines, whose names begin with that of the deployment; AWS appends six characters to the ARN. */
    public String machineSecrets() {
        return arn("secretsmanager", HERE, "secret:" + names.prefix() + "/machines/*");
    }

    /** Parameters for machines. */
    public String machineParameters() {
        return arn("ssm", HERE, "parameter/" + names.prefix() + "/machines/*");
    }

    /** The key pairs that prove images. */
    public String keyPairs() {
        return ec2("key-pair/" + names.prefix() + "-*");
    }

    /** What is kept of failed builds in the recipe bucket. */
    public String evidence() {
        return recipeBucket() + "/evidence/*";
    }

    /** The topic that tells of failed builds. */
    public String notificationTopic() {
        return arn("sns", HERE, names.notifications());
    }

    public String stateMachine() {
        return arn("states", HERE, "stateMachine:" + names.stateMachine());
    }

    /** All executions of the state machine. */
    public String executions() {
        return arn("states", HERE, "execution:" + names.stateMachine() + ":*");
    }

    /** The alias by which a handler's function is called. */
    public String function(Handler handler) {
        return arn("lambda", HERE, "function:" + names.function(handler) + ":" + ALIAS);
    }

    public String role(String what) {
        return "arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":role/" + names.of(what);
    }

    public String builderProfile() {
        return "arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":instance-profile/" + names.builder();
    }

    /** Schedules of the group. */
    public String schedules(String which) {
        return arn("scheduler", HERE, "schedule/" + names.scheduleGroup() + "/" + which);
    }

    public String scheduleGroup() {
        return arn("scheduler", HERE, "schedule-group/" + names.scheduleGroup());
    }

    public String queue(String what) {
        return arn("sqs", HERE, names.of(what));
    }

    /** A resource of EC2 that belongs to the account. */
    public static String ec2(String resource) {
        return arn("ec2", HERE, resource);
    }

    /** Images and snapshots: their ARNs name no account. */
    public static String ec2Shared(String resource) {
        return arn("ec2", Aws.REGION + ":", resource);
    }

    /** Every key of the account; only what a service does in the name of a caller is allowed with it. */
    public static String keys() {
        return arn("kms", HERE, "key/*");
    }

    /** The container recipes of Image Builder. */
    public static String containerRecipes() {
        return arn("imagebuilder", HERE, "container-recipe/*");
    }

    /** A document of AWS's own. */
    public static String document(String name) {
        return arn("ssm", Aws.REGION + ":", "document/" + name);
    }

    /** A parameter; AWS's public ones belong to no account. */
    public static String parameter(String name) {
        String where = name.startsWith("/aws/") ? Aws.REGION + ":" : HERE;
        return arn("ssm", where, "parameter" + name);
    }
}
