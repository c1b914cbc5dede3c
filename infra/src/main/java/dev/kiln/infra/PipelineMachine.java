package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The state machine, from its file as it is; only the functions' names are filled in. */
final class PipelineMachine extends Construct {
    private final StateMachine machine;

    /** What makes it. */
    record Props(Names names, KilnConfig config, String definition, Functions functions) {
        /** The handlers that its definition names. */
        List<Handler> states() {
            return Arrays.stream(Handler.values())
                    .filter(h -> definition.contains("${" + h.substitution() + "}"))
                    .toList();
        }
    }

    PipelineMachine(Construct scope, Props props) {
        super(scope, "StateMachine");
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("states.amazonaws.com"))
                .description("Calls the functions of the states by their alias, and nothing else")
                .build();
        var substitutions = new TreeMap<String, String>();
        for (Handler handler : props.states()) {
            var alias = props.functions().alias(handler);
            alias.grantInvoke(role);
            substitutions.put(handler.substitution(), alias.getFunctionArn());
        }
        machine = StateMachine.Builder.create(this, "Machine")
                .stateMachineName(props.names().stateMachine())
                .stateMachineType(StateMachineType.STANDARD)
                .definitionBody(DefinitionBody.fromString(props.definition()))
                .definitionSubstitutions(substitutions)
                .role(role)
                .logs(logs(props))
                .tracingEnabled(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    StateMachine machine() {
        return machine;
    }

    /** Inputs and outputs stay out: what a recipe says is nobody's business who may read logs. */
    private LogOptions logs(Props props) {
        return LogOptions.builder()
                .destination(LogGroup.Builder.create(this, "Logs")
                        .logGroupName("/aws/vendedlogs/states/" + props.names().stateMachine())
                        .retention(LogRetention.of(props.config().logRetentionDays()))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .level(LogLevel.ALL)
                .includeExecutionData(false)
                .build();
    }
}
