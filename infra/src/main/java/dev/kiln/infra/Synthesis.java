package dev.kiln.infra;

import dev.kiln.infra.config.ConfigReader;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Synthesises in the course of the project's build: the default deployment, whose templates the local account and the
 * tests take. Nothing is done when nothing has changed that goes into it, because the CDK takes seconds even to load.
 * When it is the CDK's command line that builds the project, by {@code cdk.json}, its app is run instead.
 */
public final class Synthesis {
    private Synthesis() {}

    /**
     * Synthesises.
     *
     * @param args the folder for the templates, and the functions' classes
     */
    public static void main(String[] args) throws IOException {
        if (System.getenv().containsKey("CDK_OUTDIR")) {
            KilnApp.main(args);
            return;
        }
        Path templates = Path.of(args[0]);
        Path stamp = templates.resolve("inputs.sha256");
        String inputs = new SynthesisInputs(System.getProperty("java.class.path")).digest();
        if (Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
            return;
        }
        requireNode();
        Files.deleteIfExists(stamp);
        Defaults.synthesise(templates, Path.of(args[1]));
        Files.writeString(stamp, inputs);
    }

    /** Behind a class of its own, so that the CDK is loaded only when it is needed. */
    private static final class Defaults {
        static void synthesise(Path templates, Path functions) {
            var app = new App(AppProps.builder()
                    .outdir(templates.toString())
                    .context(Map.of("aws:cdk:disable-asset-staging", true))
                    .build());
            KilnApp.buildApp(app, ConfigReader.defaults(), functions);
            app.synth();
        }
    }

    /** The CDK is written in TypeScript, whatever language an app is written in. */
    private static void requireNode() {
        try {
            var node = new ProcessBuilder(List.of("node", "--version"))
                    .redirectErrorStream(true)
                    .start();
            node.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The CDK needs Node.js, and there is no command node on the PATH. Install one, 22 or newer, from https://nodejs.org.",
                    e);
        }
    }
}
