package dev.kiln.integration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.windows.GuestCommand;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for Systems Manager, because LocalStack's runs no command and knows no agent. Every machine that is asked
 * for is online, every command succeeds, and its end is told. Calls that the functions are not known to make are
 * refused.
 */
public final class StandInSsm extends StandInServer {
    private static final String JSON = "application/x-amz-json-1.1";

    private final News news;
    private final SortedMap<String, String> parameters;
    private final Map<String, Sent> commands = new ConcurrentHashMap<>();

    /** A command that was sent. */
    private record Sent(String commandId, String instanceId, String document, String comment, GuestCommand command) {
        ObjectNode json() {
            return PipelineJson.MAPPER
                    .createObjectNode()
                    .put("CommandId", commandId)
                    .put("Comment", comment)
                    .put("DocumentName", document)
                    .put("Status", "Success");
        }
    }

    /**
     * Starts it.
     *
     * @param host the address to listen at
     * @param news tells the ends of commands
     * @param parameters public parameters by name
     */
    public StandInSsm(String host, News news, SortedMap<String, String> parameters) {
        super(host);
        this.news = news;
        this.parameters = new TreeMap<>(parameters);
        start();
    }

    @Override
    Reply reply(HttpExchange request, String body) {
        String target = request.getRequestHeaders().getFirst("X-Amz-Target");
        JsonNode asked = PipelineJson.tree(body);
        return switch (target) {
            case "AmazonSSM.GetParameter" -> parameter(asked.path("Name").asText());
            case "AmazonSSM.DescribeInstanceInformation" -> inventory(asked);
            case "AmazonSSM.SendCommand" -> send(asked);
            case "AmazonSSM.GetCommandInvocation" ->
                invocation(asked.path("CommandId").asText());
            case "AmazonSSM.ListCommands" -> list(asked.path("InstanceId").asText());
            default -> refused("UnsupportedOperation", target + " has no stand-in");
        };
    }

    private Reply parameter(String name) {
        if (!parameters.containsKey(name)) {
            return refused("ParameterNotFound", name);
        }
        var answer = PipelineJson.MAPPER.createObjectNode();
        answer.putObject("Parameter")
                .put("Name", name)
                .put("Type", "String")
                .put("Value", parameters.get(name))
                .put("Version", 1);
        return good(answer);
    }

    private Reply inventory(JsonNode asked) {
        var answer = PipelineJson.MAPPER.createObjectNode();
        var list = answer.putArray("InstanceInformationList");
        asked.path("Filters")
                .path(0)
                .path("Values")
                .forEach(id -> list.addObject()
                        .put("InstanceId", id.asText())
                        .put("PingStatus", "Online")
                        .put("LastPingDateTime", System.currentTimeMillis() / 1000.0)
                        .put("PlatformType", "Windows"));
        return good(answer);
    }

    private Reply send(JsonNode asked) {
        var lines = asked.path("Parameters")
                .path("commands")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        var sent = new Sent(
                UUID.randomUUID().toString(),
                asked.path("InstanceIds").path(0).asText(),
                asked.path("DocumentName").asText(),
                asked.path("Comment").asText(),
                GuestCommand.read(lines));
        commands.put(sent.commandId(), sent);
        news.command(sent.commandId(), sent.instanceId(), sent.document());
        var answer = PipelineJson.MAPPER.createObjectNode();
        answer.set("Command", sent.json());
        return good(answer);
    }

    private Reply invocation(String commandId) {
        if (!commands.containsKey(commandId)) {
            return refused("InvocationDoesNotExist", commandId);
        }
        var sent = commands.get(commandId);
        return good(sent.json()
                .put("InstanceId", sent.instanceId())
                .put("StatusDetails", "Success")
                .put("ResponseCode", 0)
                .put("StandardOutputContent", Guest.output(sent.command()))
                .put("StandardErrorContent", ""));
    }

    private Reply list(String instanceId) {
        var answer = PipelineJson.MAPPER.createObjectNode();
        var list = answer.putArray("Commands");
        commands.values().stream()
                .filter(sent -> sent.instanceId().equals(instanceId))
                .forEach(sent -> list.add(sent.json()));
        return good(answer);
    }

    private static Reply good(ObjectNode answer) {
        return new Reply(200, JSON, PipelineJson.write(answer));
    }

    private static Reply refused(String code, String message) {
        var error = PipelineJson.MAPPER.createObjectNode().put("__type", code).put("message", message);
        return new Reply(400, JSON, PipelineJson.write(error));
    }
}
