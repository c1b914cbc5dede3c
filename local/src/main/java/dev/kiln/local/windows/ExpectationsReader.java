package dev.kiln.local.windows;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code expectations.yaml}, collecting mistakes rather than stopping at the first. A duration is a whole number
 * and a unit: {@code 90s}, {@code 3m} or {@code 1h}; {@code takes} is the time of a whole step, also when the step
 * installs updates in several rounds.
 */
final class ExpectationsReader {
    private static final Set<String> STEP = Set.of(
            "takes",
            "exitCode",
            "hangs",
            "times",
            "output",
            "stderr",
            "installs",
            "profiles",
            "userAppx",
            "pendingReboot",
            "busyInstaller");
    private static final Set<String> CHECK = Set.of("takes", "exitCode", "hangs", "output", "stderr");

    private final List<String> mistakes = new ArrayList<>();

    Expectations read(String yaml) {
        var expectations = compose(yaml)
                .map(node -> whole(YamlFields.of("", node, mistakes)))
                .orElse(Expectations.NONE);
        if (!mistakes.isEmpty()) {
            throw new InvalidExpectations(mistakes);
        }
        return expectations;
    }

    private Optional<Node> compose(String yaml) {
        try {
            var settings = LoadSettings.builder().setLabel("expectations.yaml").build();
            return new Compose(settings).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            mistakes.add("line " + line + ": this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            mistakes.add("line 1: this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Expectations whole(YamlFields root) {
        root.allow(Set.of("steps", "seal", "verify"));
        var seal = root.fields("seal");
        seal.ifPresent(fields -> fields.allow(Set.of("fails", "password")));
        return new Expectations(
                scripts(root.fields("steps"), STEP),
                seal.flatMap(fields -> fields.text("fails")),
                seal.flatMap(fields -> fields.text("password")),
                scripts(root.fields("verify"), CHECK));
    }

    private static SortedMap<String, ScriptExpectation> scripts(Optional<YamlFields> named, Set<String> allowed) {
        var scripts = new TreeMap<String, ScriptExpectation>();
        named.ifPresent(all -> all.names()
                .forEach(name -> all.fields(name).ifPresent(fields -> scripts.put(name, script(fields, allowed)))));
        return scripts;
    }

    private static ScriptExpectation script(YamlFields fields, Set<String> allowed) {
        fields.allow(allowed);
        return new ScriptExpectation(
                fields.duration("takes"),
                fields.number("exitCode", 0, Integer.MAX_VALUE).orElse(0),
                fields.flag("hangs"),
                fields.number("times", 1, Integer.MAX_VALUE),
                fields.text("output"),
                fields.text("stderr"),
                fields.texts("installs"),
                fields.texts("profiles"),
                fields.texts("userAppx"),
                fields.flag("pendingReboot"),
                fields.flag("busyInstaller"));
    }
}
