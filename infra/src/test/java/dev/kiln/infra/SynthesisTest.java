package dev.kiln.infra;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class SynthesisTest {
    /** Hashes tell which package of the functions was there. */
    private static String withoutHashes(Template template) {
        return template.text()
                .replaceAll("[0-9a-f]{64}\\.zip", "PACKAGE.zip")
                .replaceAll("CurrentVersion[0-9A-F]{8}[0-9a-f]{32}", "CurrentVersion");
    }

    @Test
    void anotherJvm_makesTheSameTemplates(@TempDir Path folder) {
        Synthesised.into(folder, "");

        for (String lifecycle : Template.LIFECYCLES) {
            assertThat(withoutHashes(Template.in(folder, "kiln", lifecycle)))
                    .as("a template that changes by itself deploys something at every turn")
                    .isEqualTo(withoutHashes(Template.of(lifecycle)));
        }
    }

    @Test
    void inputs_thatStay_haveTheSameDigest(@TempDir Path folder) throws IOException {
        write(folder.resolve("dev/kiln/infra/KilnApp.class"), "app");

        assertThat(new SynthesisInputs(folder.toString()).digest())
                .isEqualTo(new SynthesisInputs(folder.toString()).digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/kiln/infra/KilnApp.class",
                "statemachine/image-build.asl.json",
                "events/patterns/image-state.json",
                "kiln.schema.json"
            })
    void aChangeOfTheApp_isAnotherDigest(String file, @TempDir Path folder) throws IOException {
        write(folder.resolve("dev/kiln/infra/KilnApp.class"), "app");
        write(folder.resolve(file), "before");
        String before = new SynthesisInputs(folder.toString()).digest();

        write(folder.resolve(file), "after");

        assertThat(new SynthesisInputs(folder.toString()).digest()).isNotEqualTo(before);
    }

    @Test
    void aChangeOfTheTables_isAnotherDigest(@TempDir Path functions) throws IOException {
        write(functions.resolve("dev/kiln/ledger/Tables.class"), "before");
        String before = new SynthesisInputs(functions.toString()).digest();

        write(functions.resolve("dev/kiln/ledger/Tables.class"), "after");

        assertThat(new SynthesisInputs(functions.toString()).digest()).isNotEqualTo(before);
    }

    @Test
    void aChangeOfAHandler_changesNothing(@TempDir Path functions) throws IOException {
        write(functions.resolve("dev/kiln/handler/SweepHandler.class"), "before");
        String before = new SynthesisInputs(functions.toString()).digest();

        write(functions.resolve("dev/kiln/handler/SweepHandler.class"), "after");

        assertThat(new SynthesisInputs(functions.toString()).digest())
                .as("whoever works on a handler does not wait for the CDK")
                .isEqualTo(before);
    }

    @Test
    void anotherVersionOfALibrary_isAnotherDigest() throws IOException {
        assertThat(new SynthesisInputs("/repository/aws-cdk-lib-2.263.0.jar").digest())
                .isNotEqualTo(new SynthesisInputs("/repository/aws-cdk-lib-2.264.0.jar").digest())
                .isEqualTo(new SynthesisInputs("/elsewhere/aws-cdk-lib-2.263.0.jar").digest());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
