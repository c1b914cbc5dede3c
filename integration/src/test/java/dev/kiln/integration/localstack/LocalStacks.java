package dev.kiln.integration.localstack;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

import java.nio.file.Path;

/**
 * Starts LocalStack: in a container where Docker is at hand, else as a process of this machine, which needs Python
 * 3.13.
 */
public final class LocalStacks {
    /** The version, the same either way. */
    static final String VERSION = "4.14.0";

    /** Set to {@code true} where a test without LocalStack is a failure. */
    private static final String REQUIRED = "KILN_REQUIRE_LOCALSTACK";

    /** From where LocalStack runs scripts of Python in its own process when it starts. */
    static final String INIT = "/etc/localstack/init/start.d";

    private LocalStacks() {}

    /** What Kiln's state machine reads and LocalStack does not have. */
    static Path hook(Path project) {
        return project.resolve("integration/localstack/init/redrive_count.py");
    }

    /**
     * Starts it, or skips the calling test with a line that says why.
     *
     * @param project the project's folder
     * @throws IllegalStateException if it cannot be had and must not be skipped, or does not start
     */
    public static LocalStack startOrSkip(Path project) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ContainerLocalStack.start(project);
        }
        var folders = new HostFolders(project);
        var python = Python.find();
        if (python.isPresent()) {
            new HostInstallation(folders).ensure(python.get());
            return HostLocalStack.start(folders);
        }
        String why = "LocalStack cannot be had: there is no Docker, and no Python " + Python.VERSION
                + " on the PATH, under pyenv or known to uv";
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            throw new IllegalStateException(why + ", and " + REQUIRED + " is true");
        }
        System.out.println("SKIPPED: " + why + ". Set " + REQUIRED + "=true to make that a failure.");
        return Assumptions.abort(why);
    }
}
