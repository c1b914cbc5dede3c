package dev.kiln.local.account;

import dev.kiln.build.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the examples ask EC2 and SSM for, on file, so that a change shows in review. {@code -Drequests.write=true}
 * writes the files anew.
 */
class RequestsTest {
    private static final Path FILES = Path.of("src/test/resources/requests");

    static List<String> recipes() {
        return Examples.parentsFirst();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void requestsOfAnExample_areTheOnesOnFile(String recipe) throws IOException {
        String asked = requests(recipe);

        Path file = FILES.resolve(recipe + ".json");
        if (Boolean.getBoolean("requests.write")) {
            Files.createDirectories(FILES);
            Files.writeString(file, asked);
        }
        assertThat(asked).isEqualTo(Files.readString(file));
    }

    private static String requests(String recipe) throws IOException {
        var requests = new RequestRecord();
        try (var lab = FreshAccounts.onMemoryTables(7, requests)) {
            String id = "";
            for (String name : Examples.withParents(recipe)) {
                requests.forget();
                id = bake(lab, name);
            }
            return requests.text(names(lab.account.records().plans().of(id)));
        }
    }

    private static String bake(AccountLab lab, String recipe) {
        String id = lab.upload(Examples.file(recipe));
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).status()).as(lab.build(id).toString()).isEqualTo("SUCCEEDED");
        return id;
    }

    private static Map<String, String> names(Plan plan) {
        var names = new LinkedHashMap<String, String>();
        names.put(plan.buildId(), "BUILD");
        names.put(plan.imageName().substring(plan.imageName().length() - 8), "MARK");
        names.put(plan.buildKey(), "BUILD-KEY");
        names.put(plan.source().versionId(), "VERSION");
        plan.payloads().values().forEach(payload -> names.put(payload.versionId(), "VERSION"));
        return names;
    }
}
