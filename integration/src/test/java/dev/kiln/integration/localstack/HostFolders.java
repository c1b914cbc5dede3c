package dev.kiln.integration.localstack;

import java.nio.file.Path;

/**
 * Where LocalStack lives on this machine: all of it in {@code .localstack} at the project's root, which git ignores and
 * {@code clean} leaves alone, because the installation takes a minute.
 */
record HostFolders(Path project) {
    HostFolders {
        project = project.toAbsolutePath().normalize();
    }

    private Path home() {
        return project.resolve(".localstack");
    }

    /** The installation; it stays from run to run. */
    Path installation() {
        return home().resolve("installation");
    }

    Path python() {
        return installation().resolve("venv/bin/python");
    }

    /** The executor as it is in the project. */
    Path executor() {
        return project.resolve("integration/localstack/executor");
    }

    /** The script by which LocalStack ends when its test does. */
    Path lifeline() {
        return project.resolve("integration/localstack/host/ends_with_its_test.py");
    }

    /** What one run writes, made anew by the next. */
    Path run() {
        return home().resolve("run");
    }

    /** What LocalStack takes for the root of the file system. */
    Path root() {
        return run().resolve("root");
    }

    /** Where LocalStack looks for programs before it downloads them. */
    Path programs() {
        return root().resolve("var/lib/localstack/lib");
    }

    /** Libraries that Maven has brought here. */
    Path libraries() {
        return project.resolve("integration/target/localstack");
    }

    Path log() {
        return project.resolve("integration/target/localstack.log");
    }
}
