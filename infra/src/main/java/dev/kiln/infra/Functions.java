package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.iam.HandlerPermissions;
import dev.kiln.infra.iam.Placement;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

import java.util.EnumMap;
import java.util.Map;

/** The functions of all handlers. */
final class Functions extends Construct {
    private final Map<Handler, Alias> aliases = new EnumMap<>(Handler.class);

    /** What all of them share. */
    record Props(
            Names names,
            KilnConfig config,
            Code code,
            Placement placement,
            HandlerPermissions permissions,
            IQueue failures) {}

    Functions(Construct scope, Props props) {
        super(scope, "Functions");
        var environment = new Environment(props.names(), props.placement());
        for (Handler handler : Handler.values()) {
            var function = new HandlerFunction(
                    this,
                    new HandlerFunction.Props(
                            props.names(),
                            props.config(),
                            handler,
                            props.code(),
                            props.permissions().of(handler),
                            environment.of(handler),
                            props.failures()));
            aliases.put(handler, function.alias());
        }
    }

    /** By what a handler is called. */
    Alias alias(Handler handler) {
        return aliases.get(handler);
    }
}
