package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The function of one handler with all that belongs to it: its role, its log group, and the alias by which alone it is
 * called. An execution that is redriven after a repair calls the alias, and so the repaired function.
 */
final class HandlerFunction extends Construct {
    /** The newest that Lambda has (Lambda developer guide, "Lambda runtimes"). */
    private static final Runtime RUNTIME = Runtime.JAVA_25;

    private final Alias alias;

    /**
     * What makes the function of a handler.
     *
     * @param statements of its role's policy
     * @param environment variables
     * @param failures takes the events that the function could not handle; asked of nobody who waits for an answer
     */
    record Props(
            Names names,
            KilnConfig config,
            Handler handler,
            Code code,
            List<PolicyStatement> statements,
            SortedMap<String, String> environment,
            IQueue failures) {
        Props {
            statements = List.copyOf(statements);
            environment = new TreeMap<>(environment);
        }
    }

    HandlerFunction(Construct scope, Props props) {
        super(scope, props.handler().label());
        var logs = logs(props);
        var function = function(props, logs, role(props, logs));
        alias = alias(props, function);
    }

    /** What others call. */
    Alias alias() {
        return alias;
    }

    private LogGroup logs(Props props) {
        return LogGroup.Builder.create(this, "Logs")
                .logGroupName("/aws/lambda/" + props.names().function(props.handler()))
                .retention(LogRetention.of(props.config().logRetentionDays()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    private Role role(Props props, LogGroup logs) {
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("What " + props.handler().className() + " calls, and nothing else")
                .build();
        props.statements().forEach(role::addToPolicy);
        logs.grantWrite(role);
        return role;
    }

    private Function function(Props props, LogGroup logs, Role role) {
        var handler = props.handler();
        var builder = Function.Builder.create(this, "Function")
                .functionName(props.names().function(handler))
                .description("Kiln: " + handler.className())
                .runtime(RUNTIME)
                .architecture(
                        switch (props.config().processor()) {
                            case ARM64 -> Architecture.ARM_64;
                            case X86_64 -> Architecture.X86_64;
                        })
                .handler(handler.className())
                .code(props.code())
                .role(role)
                .memorySize(handler.memoryMiB())
                .timeout(Duration.seconds(handler.timeoutSeconds()))
                .environment(props.environment())
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON)
                .applicationLogLevelV2(ApplicationLogLevel.INFO)
                .systemLogLevelV2(SystemLogLevel.INFO)
                .tracing(Tracing.ACTIVE)
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        if (props.config().reserveConcurrency() && handler.reservedConcurrency() > 0) {
            builder.reservedConcurrentExecutions(handler.reservedConcurrency());
        }
        var function = builder.build();
        // The CDK reminds of the version that the alias below is on.
        Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        return function;
    }

    /** How an event is tried again is set on the alias: what is set on the function holds for no version. */
    private Alias alias(Props props, Function function) {
        var builder = Alias.Builder.create(this, "Live").aliasName(Arns.ALIAS).version(function.getCurrentVersion());
        return switch (props.handler().caller()) {
            case STATE_MACHINE -> builder.build();
            case EVENT ->
                builder.retryAttempts(2)
                        .maxEventAge(Delivery.MAX_EVENT_AGE)
                        .onFailure(new SqsDestination(props.failures()))
                        .build();
            // The next schedule comes anyway, or the caller's own retry.
            case SCHEDULE ->
                builder.retryAttempts(0)
                        .maxEventAge(Delivery.MAX_EVENT_AGE)
                        .onFailure(new SqsDestination(props.failures()))
                        .build();
        };
    }
}
