package dev.kiln.infra;

import dev.kiln.infra.config.ConfigReader;
import dev.kiln.infra.config.InvalidConfig;
import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
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
        try {
            synthesise(app, new ConfigReader().read(context(app, "kiln.config").map(Path::of)));
        } catch (InvalidConfig e) {
            // The message is all that whoever wrote the file needs.
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void synthesise(App app, KilnConfig config) {
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
        var network = NetworkStack.of(app, names, config);
        var state = new StateStack(app, names, config);
        var pipeline = new PipelineStack(
                app,
                new PipelineStack.Props(
                        names,
                        config,
                        network.map(NetworkStack::placement).orElseGet(() -> NetworkStack.wholly(config.network())),
                        state.keyArn(),
                        functions.toAbsolutePath().toString()));
        network.ifPresent(pipeline::addStackDependency);
        pipeline.addStackDependency(state);
        new OperationsStack(app, names, config).addStackDependency(pipeline);
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(String::valueOf);
    }
}
