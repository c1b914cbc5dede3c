package dev.kiln.local.states;

import java.util.List;
import java.util.Optional;

/** Loads a Task: an invocation of a Lambda function, with or without a task token. */
final class TaskLoader {
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";
    private static final String CALLBACK = INVOKE + ".waitForTaskToken";
    private static final long MAX_SECONDS = 99_999_999;

    private TaskLoader() {}

    static State load(String name, Fields fields) {
        var resource = fields.requiredText("Resource");
        if (!resource.equals(INVOKE) && !resource.equals(CALLBACK)) {
            throw fields.refuse(
                    "Resource", resource + " is not supported; the engine runs " + INVOKE + " and " + CALLBACK);
        }
        var arguments = fields.object("Arguments");
        arguments.allowOnly(List.of("FunctionName", "Payload"));
        arguments.requiredText("FunctionName");
        var timeout = fields.numberTemplate("TimeoutSeconds", 1, MAX_SECONDS);
        var heartbeat = fields.numberTemplate("HeartbeatSeconds", 1, MAX_SECONDS);
        checkHeartbeat(fields, timeout, heartbeat);
        return new State.Task(
                name,
                resource.equals(CALLBACK),
                fields.template("Arguments").orElseThrow(),
                timeout,
                heartbeat,
                LeavingLoader.onError(fields),
                LeavingLoader.load(fields));
    }

    private static void checkHeartbeat(Fields fields, Optional<Template> timeout, Optional<Template> heartbeat) {
        var most = timeout.map(Template::value).filter(node -> node.isNumber());
        heartbeat.map(Template::value).filter(node -> node.isNumber()).ifPresent(beat -> {
            if (beat.longValue() >= most.map(node -> node.longValue()).orElse(Long.MAX_VALUE)) {
                throw fields.refuse("HeartbeatSeconds", "it must be smaller than TimeoutSeconds");
            }
        });
    }
}
