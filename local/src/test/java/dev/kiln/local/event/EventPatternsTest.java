package dev.kiln.local.event;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The patterns of the rules against events as AWS shapes them, through AWS's own matcher. */
class EventPatternsTest {
    private static final Path EVENTS = Path.of("../events");

    record Sample(String pattern, Path file) {
        @Override
        public String toString() {
            return pattern + "/" + file.getFileName();
        }
    }

    static Stream<Sample> matching() throws IOException {
        return samples("match");
    }

    static Stream<Sample> notMatching() throws IOException {
        return samples("nomatch");
    }

    @ParameterizedTest
    @MethodSource("matching")
    void eventOfARule_matchesItsPatternAndNoOther(Sample sample) throws Exception {
        assertThat(patternsThatMatch(sample)).containsExactly(sample.pattern());
    }

    @ParameterizedTest
    @MethodSource("notMatching")
    void otherEvent_doesNotMatchThePattern(Sample sample) throws Exception {
        assertThat(patternsThatMatch(sample)).doesNotContain(sample.pattern());
    }

    private static List<String> patternsThatMatch(Sample sample) throws Exception {
        var machine = Machine.builder().build();
        for (String pattern : patterns()) {
            machine.addRule(pattern, Files.readString(EVENTS.resolve("patterns/" + pattern + ".json")));
        }
        return machine.rulesForJSONEvent(Files.readString(sample.file()));
    }

    private static List<String> patterns() throws IOException {
        try (var files = Files.list(EVENTS.resolve("patterns"))) {
            return files.map(f -> f.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Sample> samples(String kind) throws IOException {
        var samples = Stream.<Sample>builder();
        for (String pattern : patterns()) {
            try (var files = Files.list(EVENTS.resolve("samples/" + pattern + "/" + kind))) {
                files.sorted().forEach(f -> samples.add(new Sample(pattern, f)));
            }
        }
        return samples.build();
    }
}
