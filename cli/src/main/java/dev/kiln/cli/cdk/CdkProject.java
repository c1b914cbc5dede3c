package dev.kiln.cli.cdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kiln's own folder, as far as it is deployed from there.
 *
 * @param home the folder
 */
public record CdkProject(Path home) {
    private static final String CLASS_PATH_FILE = "infra/target/classpath";

    /** Where the CDK works, so that no cdk.json of somebody else's counts. */
    Path workFolder() {
        try {
            return Files.createDirectories(home.resolve("infra/target/cdk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The package of the functions.
     *
     * @throws CdkRefused when it is not built
     */
    Path functions() {
        return there(home.resolve("functions/target/kiln-functions.zip"));
    }

    /**
     * What the app needs from its environment: which Java runs it, and with which class path. The app's own line names
     * neither, so that no path in it has to be quoted.
     */
    SortedMap<String, String> variables() {
        return new TreeMap<>(Map.of(
                "KILN_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASSPATH",
                classes() + File.pathSeparator + libraries(),
                "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION",
                "1",
                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION",
                "18,20"));
    }

    /** The line that starts the app. */
    static String app() {
        return "\"$KILN_JAVA\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC dev.kiln.infra.KilnApp";
    }

    private Path classes() {
        return there(home.resolve("infra/target/classes"));
    }

    private String libraries() {
        try {
            return Files.readString(there(home.resolve(CLASS_PATH_FILE))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path there(Path path) {
        if (!Files.exists(path)) {
            throw new CdkRefused(path + " is not built. Build it: ./mvnw -DskipTests package.");
        }
        return path;
    }
}
