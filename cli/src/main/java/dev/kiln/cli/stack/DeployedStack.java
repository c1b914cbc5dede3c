package dev.kiln.cli.stack;

import dev.kiln.error.AwsErrors;
import dev.kiln.handler.Settings;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A deployed pipeline, from the outputs of its stack.
 *
 * @param prefix of all its names
 */
public record DeployedStack(String prefix, String recipeBucket, String stateMachineArn, Settings settings) {
    /** Statuses of a stack whose resources are all there, as they were before or as they are now. */
    private static final List<String> USABLE = List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE");

    private static final List<String> UPDATING = List.of("UPDATE_", "IMPORT_");

    /**
     * Reads it.
     *
     * @throws StackRefused when there is no such stack, or it has not what a pipeline has
     */
    public static DeployedStack read(CloudFormationClient cloudFormation, String prefix) {
        var stack = stack(cloudFormation, prefix + "-pipeline");
        if (!usable(stack.stackStatusAsString())) {
            throw new StackRefused(
                    "The stack " + stack.stackName() + " is " + stack.stackStatusAsString()
                            + ". Mend and deploy it first: kiln deploy; its events in the CloudFormation console say what is wrong.");
        }
        var outputs = outputs(stack);
        return new DeployedStack(
                prefix,
                outputs.get("RecipeBucket"),
                outputs.get("StateMachineArn"),
                new Settings(
                        prefix,
                        outputs.get("LedgerTable"),
                        outputs.get("LineageTable"),
                        List.of(outputs.get("SubnetIds").split(",", -1)),
                        outputs.get("SecurityGroupId"),
                        outputs.get("InstanceProfile"),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static boolean usable(String status) {
        return USABLE.contains(status) || UPDATING.stream().anyMatch(status::startsWith);
    }

    private static Stack stack(CloudFormationClient cloudFormation, String name) {
        try {
            return cloudFormation
                    .describeStacks(r -> r.stackName(name))
                    .stacks()
                    .getFirst();
        } catch (CloudFormationException e) {
            // "Stack with id NAME does not exist" (CloudFormation API reference, DescribeStacks).
            if ("ValidationError".equals(AwsErrors.code(e))) {
                throw new StackRefused(
                        "There is no stack " + name
                                + " in this account and region. Deploy it (kiln deploy), or choose another with --stack, --profile and --region.");
            }
            throw e;
        }
    }

    private static Outputs outputs(Stack stack) {
        var values = new TreeMap<String, String>();
        stack.outputs().forEach((Output output) -> values.put(output.outputKey(), output.outputValue()));
        return new Outputs(stack.stackName(), values);
    }

    private record Outputs(String stack, SortedMap<String, String> values) {
        String get(String key) {
            return Optional.ofNullable(values.get(key))
                    .orElseThrow(() -> new StackRefused("The stack " + stack + " has no output " + key
                            + ": it is not a pipeline of this version. Deploy it again: kiln deploy."));
        }
    }

    /** The ARN of the execution that makes a build. */
    public String executionArn(String buildId) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + buildId;
    }
}
