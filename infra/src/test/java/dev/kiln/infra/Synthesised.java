package dev.kiln.infra;

import dev.kiln.infra.config.ConfigReader;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A deployment that is synthesised in a test. */
final class Synthesised {
    /** Stands for the package of the functions: which one it is shows nowhere but in its hash. */
    private static final Path FUNCTIONS = Path.of("target/classes/statemachine");

    private Synthesised() {}

    /** Synthesises the deployment of a configuration into a folder. */
    static void into(Path folder, String config) {
        into(folder, config, app -> {});
    }

    /** Synthesises the deployment of a configuration after something more was done to the app. */
    static void into(Path folder, String config, Consumer<App> before) {
        var app = new App(AppProps.builder()
                .outdir(folder.toString())
                .context(Map.of("aws:cdk:disable-asset-staging", true))
                .build());
        KilnApp.buildApp(app, new ConfigReader().read(config, "kiln.yaml"), FUNCTIONS);
        before.accept(app);
        app.synth();
    }
}
