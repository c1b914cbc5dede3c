package dev.kiln.integration.deployment;

import dev.kiln.integration.localstack.Await;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Deploys the stacks by CloudFormation, as the CDK's command line does: files first, then stack by stack. */
public final class Deployment {
    /** What {@code cdk bootstrap} leaves in an account: this bucket and this parameter. */
    public static final String BOOTSTRAP_BUCKET = "cdk-hnb659fds-assets-" + Aws.ACCOUNT + "-" + Aws.REGION.id();

    private static final String BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version";

    private static final Duration MOST = Duration.ofMinutes(4);

    private final CloudFormationClient cloudFormation;
    private final S3Client s3;
    private final SsmClient ssm;
    private final List<CloudAssembly.Stack> stacks;

    /** A deployment of these stacks. */
    public Deployment(Aws aws, List<CloudAssembly.Stack> stacks) {
        this.cloudFormation = aws.client(CloudFormationClient.builder());
        this.s3 = aws.s3();
        this.ssm = aws.client(SsmClient.builder());
        this.stacks = List.copyOf(stacks);
    }

    /**
     * Deploys all stacks.
     *
     * @param functions the function package, which goes where the templates look for it
     * @param gaps what the emulator cannot take
     * @throws IllegalStateException with CloudFormation's reasons if a stack fails
     */
    public void deploy(Path functions, EmulatorGaps gaps) {
        bootstrap();
        for (CloudAssembly.Stack stack : stacks) {
            stack.assets()
                    .forEach(asset -> s3.putObject(
                            r -> r.bucket(asset.bucket()).key(asset.key()), RequestBody.fromFile(functions)));
            create(stack.name(), PipelineJson.write(gaps.apply(stack.template())));
        }
    }

    private void bootstrap() {
        s3.createBucket(r -> r.bucket(BOOTSTRAP_BUCKET));
        ssm.putParameter(
                r -> r.name(BOOTSTRAP_VERSION).value("30").overwrite(true).type(ParameterType.STRING));
    }

    private void create(String name, String template) {
        String key = name + ".template.json";
        s3.putObject(r -> r.bucket(BOOTSTRAP_BUCKET).key(key), RequestBody.fromString(template));
        cloudFormation.createStack(r -> r.stackName(name)
                .templateURL("https://" + BOOTSTRAP_BUCKET + ".s3." + Aws.REGION.id() + ".amazonaws.com/" + key)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .onFailure(OnFailure.DO_NOTHING));
        await(name, "CREATE_COMPLETE");
        refuseFallbacks(name);
    }

    /** LocalStack calls a resource complete whose type it does not know. */
    private void refuseFallbacks(String stack) {
        String pretended = lines(stack, reason -> reason.contains("not supported"));
        if (!pretended.isEmpty()) {
            throw new IllegalStateException(
                    "LocalStack only pretends to have deployed of " + stack + ":\n" + pretended);
        }
    }

    /** Deletes all stacks, the last one first. */
    public void destroy() {
        for (CloudAssembly.Stack stack : stacks.reversed()) {
            cloudFormation.deleteStack(r -> r.stackName(stack.name()));
            await(stack.name(), "DELETE_COMPLETE");
        }
    }

    private void await(String stack, String wanted) {
        Await.until(stack + " " + wanted, MOST, () -> !status(stack).endsWith("_IN_PROGRESS"));
        String status = status(stack);
        if (!status.equals(wanted)) {
            throw new IllegalStateException("the stack " + stack + " is " + status + ":\n" + failures(stack));
        }
    }

    private String status(String stack) {
        try {
            return cloudFormation
                    .describeStacks(r -> r.stackName(stack))
                    .stacks()
                    .getFirst()
                    .stackStatusAsString();
        } catch (CloudFormationException e) {
            // By its name a stack is known no more once it is deleted.
            if (e.awsErrorDetails().errorCode().equals("ValidationError")) {
                return "DELETE_COMPLETE";
            }
            throw e;
        }
    }

    private String failures(String stack) {
        return lines(stack, reason -> true);
    }

    /** The resources of a stack for whose state there is a reason. */
    private String lines(String stack, Predicate<String> asks) {
        return cloudFormation.describeStackEvents(r -> r.stackName(stack)).stackEvents().stream()
                .filter(event -> event.resourceStatusReason() != null && asks.test(event.resourceStatusReason()))
                .map(Deployment::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(StackEvent event) {
        return event.logicalResourceId() + " (" + event.resourceType() + "): " + event.resourceStatusReason();
    }
}
