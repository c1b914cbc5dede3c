package dev.kiln.integration.localstack;

import dev.kiln.aws.Digests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** LocalStack with the executor of Kiln's own, in a virtual environment of Python. */
final class HostInstallation {
    private static final List<String> EXECUTOR = List.of("pyproject.toml", "kiln_lambda_executor.py");

    /** Resolves dependencies as they were on a day, which pip cannot. */
    private static final String UV = "uv==0.9.13";

    /** Later releases of what LocalStack depends on break this version of it: cbor2, pyOpenSSL and cryptography did. */
    private static final String AS_OF = "2026-02-28";

    private static final String LOCALSTACK = "localstack-core[runtime]==" + LocalStacks.VERSION;

    private final HostFolders folders;

    HostInstallation(HostFolders folders) {
        this.folders = folders;
    }

    /** Installs it unless it is there as it is asked for. */
    void ensure(String python) {
        try {
            Path stamp = folders.installation().resolve("inputs.sha256");
            String wanted = wanted(python);
            if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
                return;
            }
            System.out.println("Installing LocalStack " + LocalStacks.VERSION + " into " + folders.installation());
            Trees.delete(folders.installation());
            install(python);
            Files.writeString(stamp, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String wanted(String python) throws IOException {
        var all = new StringBuilder(String.join("\n", python, UV, AS_OF, LOCALSTACK, ""));
        for (String file : EXECUTOR) {
            all.append(Files.readString(folders.executor().resolve(file)));
        }
        return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void install(String python) throws IOException {
        Path venv = folders.python().getParent().getParent();
        Files.createDirectories(venv);
        Command.require(List.of(python, "-m", "venv", venv.toString()));
        String own = folders.python().toString();
        Command.require(List.of(own, "-m", "pip", "install", "--quiet", UV));
        Path executor = executor();
        Command.require(List.of(
                own,
                "-m",
                "uv",
                "pip",
                "install",
                "--quiet",
                "--exclude-newer",
                AS_OF,
                LOCALSTACK,
                executor.toString()));
    }

    /** A copy, because setuptools builds where the sources are. */
    private Path executor() throws IOException {
        Path copy = Files.createDirectories(folders.installation().resolve("executor"));
        for (String file : EXECUTOR) {
            Files.copy(folders.executor().resolve(file), copy.resolve(file));
        }
        return copy;
    }
}
