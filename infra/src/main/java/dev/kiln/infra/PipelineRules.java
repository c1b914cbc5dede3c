package dev.kiln.infra;

import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.events.IRuleTarget;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules that bring events to the functions: one for each pattern, named like its file. */
final class PipelineRules extends Construct {
    /** What each pattern's events go to. */
    static final Map<String, List<Handler>> TARGETS = Map.of(
            "command-invocation", List.of(Handler.NOTIFY),
            "execution-status", List.of(Handler.TRACK_EXECUTION),
            "image-state", List.of(Handler.NOTIFY),
            "instance-state", List.of(Handler.NOTIFY),
            "recipe-deleted", List.of(Handler.SCHEDULE_RECIPE),
            "recipe-uploaded", List.of(Handler.START_BUILD, Handler.SCHEDULE_RECIPE));

    private final Props props;

    /** What makes them. */
    record Props(Names names, Functions functions, IQueue undelivered) {}

    PipelineRules(Construct scope, Props props) {
        super(scope, "Rules");
        this.props = props;
        var patterns = new Patterns(Map.of(
                "RecipeBucket", props.names().recipeBucket(),
                "StateMachineArn", new Arns(props.names()).stateMachine()));
        TARGETS.keySet().stream().sorted().forEach(name -> rule(name, patterns));
    }

    private void rule(String name, Patterns patterns) {
        Rule.Builder.create(this, name)
                .ruleName(props.names().of(name))
                .description("Kiln: events/patterns/" + name + ".json")
                .eventPattern(patterns.of(name))
                .targets(targets(TARGETS.get(name)).toList())
                .build();
    }

    private Stream<IRuleTarget> targets(List<Handler> handlers) {
        return handlers.stream()
                .map(handler -> LambdaFunction.Builder.create(props.functions().alias(handler))
                        .deadLetterQueue(props.undelivered())
                        .retryAttempts(Delivery.RETRIES)
                        .maxEventAge(Delivery.MAX_EVENT_AGE)
                        .build());
    }
}
