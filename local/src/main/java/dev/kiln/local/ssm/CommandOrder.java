package dev.kiln.local.ssm;

import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A SendCommand request that has been checked as SSM checks it (API reference, SendCommand; the document
 * AWS-RunPowerShellScript).
 *
 * @param parameters as they were given
 * @param delivery how long SSM tries to hand the command to the agent
 * @param execution how long the agent lets one run of the script take
 */
record CommandOrder(
        String instanceId,
        String comment,
        SortedMap<String, List<String>> parameters,
        Duration delivery,
        Duration execution) {
    static final Set<String> FIELDS =
            Set.of("Comment", "DocumentName", "DocumentVersion", "InstanceIds", "Parameters", "TimeoutSeconds");
    static final String DOCUMENT = "AWS-RunPowerShellScript";
    static final Pattern INSTANCE_ID = Pattern.compile("m?i-([0-9a-f]{8}|[0-9a-f]{17})");

    /** AWS's document has never had another version. */
    private static final Set<String> VERSIONS = Set.of("$DEFAULT", "$LATEST", "1");

    static final String COMMANDS = "commands";
    private static final String EXECUTION_TIMEOUT = "executionTimeout";
    private static final String WORKING_DIRECTORY = "workingDirectory";
    private static final Set<String> PARAMETERS = Set.of(COMMANDS, EXECUTION_TIMEOUT, WORKING_DIRECTORY);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");
    private static final int LONGEST_COMMENT = 100;
    private static final int LEAST_DELIVERY = 30;
    private static final int MOST_DELIVERY = 2_592_000;
    private static final int MOST_EXECUTION = 172_800;
    private static final int DEFAULT_SECONDS = 3600;
    private static final int LARGEST_DOCUMENT = 64 * 1024;

    List<String> commands() {
        return parameters.getOrDefault(COMMANDS, List.of());
    }

    static CommandOrder of(SendCommandRequest request) {
        refuseUnsupported(request);
        String comment = Optional.ofNullable(request.comment()).orElse("");
        if (comment.length() > LONGEST_COMMENT) {
            throw SsmErrors.validation(
                    "Value at 'comment' failed to satisfy constraint: Member must have length less than or equal to "
                            + LONGEST_COMMENT);
        }
        int delivery = Optional.ofNullable(request.timeoutSeconds()).orElse(DEFAULT_SECONDS);
        if (delivery < LEAST_DELIVERY || delivery > MOST_DELIVERY) {
            throw SsmErrors.validation("Value at 'timeoutSeconds' failed to satisfy constraint: Member must be between "
                    + LEAST_DELIVERY + " and " + MOST_DELIVERY);
        }
        String instanceId = instanceId(request.instanceIds());
        var document = Optional.ofNullable(request.documentName())
                .orElseThrow(() -> SsmErrors.validation(
                        "Value null at 'documentName' failed to satisfy constraint: Member must not be null"));
        if (!document.equals(DOCUMENT)) {
            throw SsmErrors.invalidDocument(document);
        }
        var parameters = new TreeMap<>(request.parameters());
        return new CommandOrder(
                instanceId, comment, parameters, Duration.ofSeconds(delivery), execution(checked(parameters)));
    }

    private static void refuseUnsupported(SendCommandRequest request) {
        if (request.instanceIds().stream().distinct().count() > 1) {
            throw new UnsupportedOperationException("SendCommand goes to one instance at a time here, by its id");
        }
        Optional.ofNullable(request.documentVersion())
                .filter(version -> !VERSIONS.contains(version))
                .ifPresent(version -> {
                    throw new UnsupportedOperationException(
                            "SendCommand: DocumentVersion " + version + " is not supported by the local account");
                });
        if (request.parameters().containsKey(WORKING_DIRECTORY)) {
            throw new UnsupportedOperationException(
                    "SendCommand: the parameter workingDirectory is not supported by the local account");
        }
    }

    private static String instanceId(List<String> ids) {
        if (ids.isEmpty()) {
            throw SsmErrors.validation("InstanceIds or Targets must be given");
        }
        if (ids.size() > 1) {
            throw SsmErrors.duplicateInstanceId();
        }
        if (!INSTANCE_ID.matcher(ids.getFirst()).matches()) {
            throw SsmErrors.validation(
                    "Value '" + ids
                            + "' at 'instanceIds' failed to satisfy constraint: Member must satisfy regular expression pattern");
        }
        return ids.getFirst();
    }

    private static SortedMap<String, List<String>> checked(SortedMap<String, List<String>> parameters) {
        var unknown = parameters.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw SsmErrors.invalidParameters("The document " + DOCUMENT + " has no parameters " + unknown + ".");
        }
        if (parameters.getOrDefault(COMMANDS, List.of()).isEmpty()) {
            throw SsmErrors.invalidParameters("The parameter commands of the document " + DOCUMENT + " is required.");
        }
        long size = parameters.values().stream()
                .flatMap(List::stream)
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1L)
                .sum();
        if (size > LARGEST_DOCUMENT) {
            throw SsmErrors.documentTooLarge();
        }
        return parameters;
    }

    private static Duration execution(SortedMap<String, List<String>> parameters) {
        var given = parameters.getOrDefault(EXECUTION_TIMEOUT, List.of(Integer.toString(DEFAULT_SECONDS)));
        if (given.size() != 1
                || !SECONDS.matcher(given.getFirst()).matches()
                || Integer.parseInt(given.getFirst()) > MOST_EXECUTION) {
            throw SsmErrors.invalidParameters(
                    "The parameter executionTimeout must be a number of seconds from 1 to " + MOST_EXECUTION + ".");
        }
        return Duration.ofSeconds(Integer.parseInt(given.getFirst()));
    }
}
