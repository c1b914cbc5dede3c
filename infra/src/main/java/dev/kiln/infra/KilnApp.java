package dev.kiln.infra;

import dev.kiln.infra.config.ConfigReader;
import dev.kiln.infra.config.KilnConfig;
import software.amazon.awscdk.App;

import java.nio.file.Path;
import java.util.Optional;

/** The CDK app. */
public final class KilnApp {
    private KilnApp() {}

    /**
     * Synthesises what {@code kiln.yaml} asks for, as the CDK's command line wants it. The context {@code kiln.config}
     * names another file, {@code kiln.functions} the package of the functions.
     */
    public static void main(String[] args) {
        var app = new App();
        var config = new ConfigReader().read(context(app, "kiln.config").map(Path::of));
        buildApp(app, config, Path.of(context(app, "kiln.functions").orElse("functions/target/kiln-functions.zip")));
        app.synth();
    }

    /**
     * Puts the stacks of a deployment into an app.
     *
     * @param functions a package of the functions: a folder or a zip
     */
    public static void buildApp(App app, KilnConfig config, Path functions) {
        var names = new Names(config.prefix());
        var network = new NetworkStack(app, names, config);
        var state = new StateStack(app, names, config);
        var pipeline = new PipelineStack(
                app,
                new PipelineStack.Props(
                        names,
                        config,
                        network.placement(),
                        state.keyArn(),
                        functions.toAbsolutePath().toString()));
        pipeline.addStackDependency(network);
        pipeline.addStackDependency(state);
        new OperationsStack(app, names, config).addStackDependency(pipeline);
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(String::valueOf);
    }
}
