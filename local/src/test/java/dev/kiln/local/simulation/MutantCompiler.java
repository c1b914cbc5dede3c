package dev.kiln.local.simulation;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compiles one source in memory, against the classes that the tests run with. */
final class MutantCompiler {
    private MutantCompiler() {}

    /** The classes of the mutated source, by name. */
    static Map<String, byte[]> compile(Mutant mutant) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var output = new Output(compiler.getStandardFileManager(null, null, null));
        var messages = new StringWriter();
        var options = List.of("-proc:none", "-nowarn", "--release", "21", "-cp", System.getProperty("java.class.path"));
        boolean good = compiler.getTask(messages, output, null, options, null, List.of(new Source(mutant)))
                .call();
        if (!good) {
            throw new IllegalStateException("the mutant " + mutant.name() + " does not compile:\n" + messages);
        }
        return output.classes();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Mutant mutant) {
            super(URI.create("string:///" + mutant.className().replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = mutant.mutated();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Compiled(String className) {
            super(URI.create("mem:///" + className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Compiled> compiled = new TreeMap<>();

        Output(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return compiled.computeIfAbsent(className, Compiled::new);
        }

        Map<String, byte[]> classes() {
            return compiled.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().bytes.toByteArray(), (a, b) -> a, TreeMap::new));
        }
    }
}
