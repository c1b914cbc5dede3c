package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.iam.HandlerPermissions;
import dev.kiln.infra.iam.Placement;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/** What runs: functions, state machine, rules and schedules. It holds no data, and can be deployed anew. */
final class PipelineStack extends Stack {
    /** What makes it. */
    record Props(Names names, KilnConfig config, Placement placement, String keyArn, String code) {}

    PipelineStack(Construct scope, Props props) {
        super(scope, props.names().of("pipeline"), Stacks.props(props.names(), props.config(), "pipeline"));
        var names = props.names();
        var config = props.config();
        new PipelineOutputs(this, names, props.placement());
        new NotificationTopic(this, names, config, props.keyArn());
        new BuilderIdentity(this, names, config, props.keyArn());
        var deadLetters = new DeadLetters(this, names);
        var functions = new Functions(
                this,
                new Functions.Props(
                        names,
                        config,
                        Code.fromAsset(props.code()),
                        props.placement(),
                        new HandlerPermissions(names, props.placement(), props.keyArn(), config.parentParameters()),
                        deadLetters.invocations()));
        new PipelineMachine(
                this,
                new PipelineMachine.Props(
                        names, config, Patterns.text("/statemachine/image-build.asl.json"), functions));
        new PipelineRules(this, new PipelineRules.Props(names, functions, deadLetters.events()));
        new Schedules(this, new Schedules.Props(names, config, functions, deadLetters.schedules()));
    }
}
