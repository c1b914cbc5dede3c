package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Several recipes on one command line, as recipes/README.md builds all examples. */
class ExamplesBuildTest {
    private static final String PARENT = "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}";

    @TempDir
    private Path folder;

    @Test
    void build_allExamples_endsWithAnImageOfEach_whateverTheirOrder() throws IOException {
        var names = new ArrayList<>(examples());
        Collections.reverse(names);

        var run = build(names.stream().map(CommandLab::example).toList());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .filteredOn(line -> line.matches("Image ami-[0-9a-f]{17} is available \\(built, .*"))
                .hasSameSizeAs(names);
        assertThat(run.lines())
                .filteredOn(line -> line.startsWith("  name      "))
                .allSatisfy(line -> assertThat(names).anyMatch(line::contains));
    }

    @Test
    void build_parentAfterItsChild_isBuiltBeforeIt() {
        var run = build(List.of(recipe("child", "{recipe: base}"), recipe("base", PARENT)));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().indexOf("\nchild  ")).isGreaterThan(run.out().indexOf("base  "));
    }

    @Test
    void build_oneFails_isTheLast_andTheOthersAreNamed() {
        String failing = recipe("failing", PARENT);
        new CommandLab(folder).file("failing/expectations.yaml", "steps: {one: {exitCode: 5}}");

        var run = build(List.of(failing, recipe("second", PARENT), recipe("third", PARENT)));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).endsWith("Not started after that: second, third.\n");
        assertThat(new CommandLab(folder).inAccount("builds").out()).doesNotContain("second", "third");
    }

    @Test
    void build_oneHasMistakes_startsNone() {
        var run = build(List.of(recipe("good", PARENT), recipe("bad", "{amy: ami-1}"), recipe("worse", "{}")));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("bad/recipe.yaml", "worse/recipe.yaml").endsWith("Nothing was started.\n");
        assertThat(run.err().lines().filter("Nothing was started."::equals)).hasSize(1);
    }

    private CommandLab.Run build(List<String> files) {
        return new CommandLab(folder)
                .inAccount(Stream.concat(Stream.of("build"), files.stream()).toArray(String[]::new));
    }

    private String recipe(String name, String parent) {
        return new CommandLab(folder)
                .file(name + "/recipe.yaml", """
                        name: %s
                        parent: %s
                        steps: [{name: one, powershell: "exit 0"}]
                        """.formatted(name, parent))
                .toString();
    }

    private static List<String> examples() throws IOException {
        try (var folders = Files.list(CommandLab.RECIPES)) {
            return folders.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
