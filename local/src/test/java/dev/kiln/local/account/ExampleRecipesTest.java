package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.StepRecord;
import dev.kiln.recipe.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example is baked once, parents first, and its lineage is read back. */
class ExampleRecipesTest {
    private static final AccountLab LAB = new AccountLab(3);
    private static final Map<String, List<String>> MACHINES = Map.of(
            "server-2019", List.of("EC2Launch v1", "Windows Server 2019", "10.0.17763."),
            "server-2012-r2", List.of("EC2Config", "Windows Server 2012 R2", "6.3.9600."));
    private static final Map<String, BuildRecord> BUILDS = new TreeMap<>();

    @BeforeAll
    static void bakeAll() {
        for (String name : Examples.parentsFirst()) {
            String id = LAB.upload(Examples.file(name));
            LAB.account.runUntilQuiet();
            BUILDS.put(name, LAB.build(id));
        }
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void everyExample_endsWithAVerifiedImage() {
        assertThat(BUILDS).hasSizeGreaterThanOrEqualTo(3).allSatisfy((name, build) -> {
            assertThat(build.status()).as(name + build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(LAB.lineage(build).verification()).isPresent();
        });
    }

    @Test
    void lineageOfEveryExample_holdsItsStepsWithPayloadHashesAndCommands() {
        assertThat(BUILDS.values()).allSatisfy(build -> {
            var plan = LAB.account.records().plans().of(build.buildId());
            assertThat(LAB.lineage(build).steps())
                    .extracting(StepRecord::name)
                    .isEqualTo(plan.recipe().steps().stream().map(Step::name).toList());
            assertThat(LAB.lineage(build).steps()).allSatisfy(step -> {
                assertThat(step.commandIds()).isNotEmpty();
                assertThat(step.duration()).isPositive();
            });
            assertThat(LAB.lineage(build).steps().stream().flatMap(s -> s.payloadHashes().values().stream()))
                    .isNotEmpty()
                    .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        });
    }

    @Test
    void lineageOfEveryExample_holdsWhatTheMachineSaidOfItself() {
        BUILDS.forEach((name, build) -> {
            var machine = LAB.lineage(build).machine();
            var expected = MACHINES.getOrDefault(name, List.of("EC2Launch v2", "Windows Server 2022", "10.0.20348."));
            assertThat(machine.agent()).isEqualTo(expected.get(0));
            assertThat(machine.os()).contains(expected.get(1));
            assertThat(machine.osVersion()).startsWith(expected.get(2));
            assertThat(machine.ssmAgentVersion()).isNotEmpty();
        });
    }

    @Test
    void examples_sealWithEachLaunchAgent() {
        assertThat(BUILDS.values().stream().map(b -> LAB.lineage(b).machine().agent()))
                .contains("EC2Launch v2", "EC2Launch v1", "EC2Config");
    }

    @Test
    void child_hasTheImageOfItsParentAsAncestor() {
        var child = LAB.lineage(BUILDS.get("web-server"));

        assertThat(LAB.account.records().lineage().ancestors(child))
                .extracting(ImageLineage::imageId)
                .containsExactly(BUILDS.get("hardened-base").imageId().orElseThrow());
    }

    @Test
    void everything_isGoneButTheImages() {
        assertThat(LAB.living()).isEmpty();
        assertThat(BUILDS.values())
                .allSatisfy(build -> assertThat(LAB.held(build.buildId())).isEmpty());
    }
}
