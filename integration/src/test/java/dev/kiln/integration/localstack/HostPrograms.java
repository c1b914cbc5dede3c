package dev.kiln.integration.localstack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The programs that LocalStack would download: laid out where it looks for them first, from the JDK that runs this test
 * and from what Maven has brought.
 */
final class HostPrograms {
    private static final String JAVA = "java/21";
    private static final String JSONATA = "jsonata/0.9.7";
    private static final String DYNAMO = "dynamodb-local/2";

    private final HostFolders folders;

    HostPrograms(HostFolders folders) {
        this.folders = folders;
    }

    void layOut() throws IOException {
        Path java = folders.programs().resolve(JAVA);
        Files.createDirectories(java.getParent());
        Files.createSymbolicLink(java, Path.of(System.getProperty("java.home")));
        jsonata();
        Path dynamo = Files.createDirectories(folders.programs().resolve(DYNAMO));
        server(dynamo.resolve("DynamoDBLocal.jar"));
        agent(dynamo.resolve("ddb-local-loader-0.1.jar"));
    }

    private void jsonata() throws IOException {
        Path target = Files.createDirectories(folders.programs().resolve(JSONATA));
        try (var jars = Files.list(folders.libraries().resolve("jsonata"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, target.resolve(jar.getFileName()));
            }
        }
    }

    /** A jar that only names DynamoDB Local, with the jars of this test, which has it too. */
    private static void server(Path jar) throws IOException {
        var manifest = manifest();
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, "com.amazonaws.services.dynamodbv2.local.main.ServerRunner");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static String classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** LocalStack starts DynamoDB Local with an agent of its own, which allows more indexes than Kiln has. */
    private static void agent(Path jar) throws IOException {
        String file = NoAgent.class.getName().replace('.', '/') + ".class";
        var manifest = manifest();
        manifest.getMainAttributes().putValue("Premain-Class", NoAgent.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = NoAgent.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            out.write(in.readAllBytes());
        }
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }
}
