package dev.kiln.local.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.fault.Calls;
import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Writes down what the functions ask EC2 and SSM to change, for a person to read: ids are numbered in the order in
 * which they come up, and of a guest script stands its name and its arguments.
 */
final class RequestRecord implements Calls {
    private static final Pattern LOOKS = Pattern.compile("(ec2:(Describe|Get).*|ssm:(Describe|Get|List).*)");

    /** What another run has otherwise. */
    private static final Pattern ID = Pattern.compile("\\b(i|ami|snap|subnet|sg)-[0-9a-f]{8,17}\\b");

    private final List<Map<String, Object>> requests = new ArrayList<>();

    @Override
    public <T> T make(String action, Supplier<T> call) {
        return call.get();
    }

    @Override
    public <T> T make(String action, Object request, Supplier<T> call) {
        boolean changes = action.startsWith("ec2:") || action.startsWith("ssm:");
        if (changes && !LOOKS.matcher(action).matches() && request instanceof SdkPojo pojo) {
            requests.add(
                    Map.of(action, request instanceof SendCommandRequest command ? command(command) : fields(pojo)));
        }
        return call.get();
    }

    /** Begins anew: what was asked so far is not meant. */
    void forget() {
        requests.clear();
    }

    private static Map<String, Object> command(SendCommandRequest command) {
        var fields = fields(command);
        var lines = command.parameters().get("commands");
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("executionTimeout", command.parameters().get("executionTimeout"));
        parameters.put("script", lines.getFirst());
        parameters.put("arguments", arguments(lines));
        fields.put("Parameters", parameters);
        return fields;
    }

    private static JsonNode arguments(List<String> lines) {
        return Arrays.stream(GuestScript.values())
                .flatMap(script -> script.arguments(lines).stream())
                .map(PipelineJson::tree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not a guest script: " + lines.getFirst()));
    }

    private static Map<String, Object> fields(SdkPojo pojo) {
        var fields = new LinkedHashMap<String, Object>();
        for (SdkField<?> field : pojo.sdkFields()) {
            if (RequestFields.given(pojo, field.memberName())) {
                fields.put(field.memberName(), value(field.getValueOrDefault(pojo)));
            }
        }
        return fields;
    }

    private static Object value(Object value) {
        return switch (value) {
            case SdkPojo pojo -> fields(pojo);
            case List<?> list -> list.stream().map(RequestRecord::value).toList();
            default -> value;
        };
    }

    /**
     * The requests as text.
     *
     * @param names what stands for a value that another run has otherwise
     */
    String text(Map<String, String> names) throws JsonProcessingException {
        String text = PipelineJson.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(requests)
                .replaceAll("\"ClientToken\" : \"[0-9a-f]{40}\"", "\"ClientToken\" : \"TOKEN\"")
                .replaceAll("\"(launchedAt|DeprecateAt)\" : (\"[^\"]*\"|[0-9.]+)", "\"$1\" : \"TIME\"");
        for (var name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return numbered(text) + "\n";
    }

    private static String numbered(String text) {
        var numbers = new LinkedHashMap<String, String>();
        var counts = new LinkedHashMap<String, Integer>();
        ID.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(id -> numbers.computeIfAbsent(id, i -> {
                    String kind = id.substring(0, id.indexOf('-'));
                    return kind + "-" + counts.merge(kind, 1, Integer::sum);
                }));
        return ID.matcher(text).replaceAll(match -> numbers.get(match.group()));
    }
}
