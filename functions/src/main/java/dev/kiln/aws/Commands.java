package dev.kiln.aws;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Commands on a machine through SSM Run Command, and what SSM knows of the machine. */
public final class Commands {
    public static final String DOCUMENT = "AWS-RunPowerShellScript";

    private static final Set<String> UNHEARD = Set.of("DeliveryTimedOut", "Undeliverable");

    /** What SSM says of a command on one machine. */
    public sealed interface View {
        /** Not finished. */
        record InProgress() implements View {}

        /** SSM does not know it: not yet, for some seconds after SendCommand, or no longer, after 30 days. */
        record Unknown() implements View {}

        /**
         * Finished, for better or worse.
         *
         * @param status Success, Failed, TimedOut or Cancelled
         * @param details SSM's finer word, for example ExecutionTimedOut
         * @param output at most 24,000 characters
         * @param error at most 8,000 characters
         */
        record Finished(String status, String details, int exitCode, String output, String error) implements View {
            /** Whether SSM gave up without a word of the agent: the machine may be down. */
            public boolean unheard() {
                return UNHEARD.contains(details.replace(" ", ""));
            }
        }
    }

    /** How long SSM tries to hand the command to the agent; a machine in a reboot takes minutes. */
    private static final int DELIVERY_SECONDS = 600;

    private final SsmClient ssm;

    public Commands(SsmClient ssm) {
        this.ssm = ssm;
    }

    /**
     * Sends a command. SSM has no client token for this call; the comment is how a lost answer is found again.
     *
     * @param comment at most 100 characters, unique for the attempt
     * @return the command's id, or empty when SSM does not reach the machine
     */
    public Optional<String> send(String instanceId, String comment, List<String> lines, Duration executionTimeout) {
        var parameters =
                Map.of("commands", lines, "executionTimeout", List.of(Long.toString(executionTimeout.toSeconds())));
        return AwsCall.unless(
                        Set.of("InvalidInstanceId"),
                        "SendCommand (" + comment + ")",
                        () -> ssm.sendCommand(r -> r.documentName(DOCUMENT)
                                .instanceIds(instanceId)
                                .comment(comment)
                                .timeoutSeconds(DELIVERY_SECONDS)
                                .parameters(parameters)))
                .map(answer -> answer.command().commandId());
    }

    /**
     * Finds a command that an earlier try may have sent, by its comment. It is looked for however long ago that try
     * was: SSM keeps commands for 30 days (EC2 user guide, "Manage Amazon EC2 Instances Remotely"), and an execution
     * can be redriven for 14.
     */
    public Optional<String> find(String instanceId, String comment) {
        return AwsCall.of(
                        "ListCommands (" + instanceId + ")",
                        () -> ssm.listCommandsPaginator(r -> r.instanceId(instanceId)).commands().stream()
                                .filter(c -> comment.equals(c.comment()))
                                .findFirst())
                .map(Command::commandId);
    }

    /** Looks at a command. */
    public View view(String instanceId, String commandId) {
        return AwsCall.unless(
                        Set.of("InvocationDoesNotExist"),
                        "GetCommandInvocation (" + commandId + ")",
                        () -> ssm.getCommandInvocation(
                                r -> r.instanceId(instanceId).commandId(commandId)))
                .map(Commands::view)
                .orElseGet(View.Unknown::new);
    }

    private static View view(GetCommandInvocationResponse invocation) {
        return switch (invocation.statusAsString()) {
            case "Success", "Failed", "TimedOut", "Cancelled" ->
                new View.Finished(
                        invocation.statusAsString(),
                        invocation.statusDetails(),
                        invocation.responseCode(),
                        Optional.ofNullable(invocation.standardOutputContent()).orElse(""),
                        Optional.ofNullable(invocation.standardErrorContent()).orElse(""));
            default -> new View.InProgress();
        };
    }

    /** Whether the machine's agent has reported since an instant: an older report may be from before a shutdown. */
    public boolean online(String instanceId, Instant since) {
        return !reports(List.of(instanceId)).get(instanceId).isBefore(since);
    }

    /**
     * When the agents of machines have reported last, with one or two calls for {@value Batches#SIZE}.
     *
     * @return an instant for each; {@link Instant#MIN} where SSM does not take the agent for online
     */
    public Map<String, Instant> reports(Collection<String> instanceIds) {
        var reports = new TreeMap<String, Instant>();
        for (var batch : Batches.of(instanceIds)) {
            batch.forEach(id -> reports.put(id, Instant.MIN));
            var filter = InstanceInformationStringFilter.builder()
                    .key("InstanceIds")
                    .values(batch)
                    .build();
            AwsCall.of(
                            "DescribeInstanceInformation (" + String.join(", ", batch) + ")",
                            () -> ssm
                                    .describeInstanceInformationPaginator(r -> r.filters(filter))
                                    .instanceInformationList()
                                    .stream()
                                    .toList())
                    .stream()
                    .filter(i -> "Online".equals(i.pingStatusAsString()))
                    .forEach(i -> Optional.ofNullable(i.lastPingDateTime())
                            .ifPresent(ping -> reports.put(i.instanceId(), ping)));
        }
        return reports;
    }

    /** The value of a public or own parameter. */
    public Optional<String> parameter(String name) {
        return AwsCall.unless(
                        Set.of("ParameterNotFound"),
                        "GetParameter (" + name + ")",
                        () -> ssm.getParameter(r -> r.name(name)))
                .map(answer -> answer.parameter().value());
    }
}
