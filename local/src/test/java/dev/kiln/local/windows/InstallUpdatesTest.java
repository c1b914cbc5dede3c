package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static dev.kiln.local.ssm.SsmLab.arguments;
import static dev.kiln.local.ssm.SsmLab.json;
import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class InstallUpdatesTest {
    private static final String OLDER = "Windows_Server-2022-English-Full-Base-2026.10.14";

    private final SsmLab lab = new SsmLab();

    private JsonNode install(String id, String run, Map<String, ?> how) {
        return result(lab.invoke(id, GuestScript.INSTALL_UPDATES, arguments("patches", run, how)));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void newestUpdates_areInstalledInRoundsWithARestart() {
        String id = lab.online(SsmLab.image(OLDER).disk());
        String before = lab.machine(id).disk().build();
        var ended = install(id, "run-1", Map.of("categories", List.of("SecurityUpdates", "CriticalUpdates")));
        var disk = lab.machine(id).disk();

        assertThat(ended)
                .isEqualTo(json("{'outcome':'done','installed':['KB5098202','KB5098251','KB5098290'],"
                        + "'rounds':2,'reboots':1}"));
        assertThat(disk.updates()).contains("KB5098202", "KB5098251", "KB5098290");
        assertThat(before).isEqualTo("20348.5662");
        assertThat(disk.build()).isEqualTo("20348.5888");
        assertThat(disk.pendingReboot()).isFalse();
    }

    @Test
    void machineThatHasEverything_isDoneWithoutARound() {
        String id = lab.online();
        install(id, "run-1", Map.of("categories", List.of("SecurityUpdates")));
        var again = install(id, "run-2", Map.of("categories", List.of("SecurityUpdates")));

        assertThat(again).isEqualTo(json("{'outcome':'done','installed':[],'rounds':0,'reboots':0}"));
    }

    @Test
    void updatesWithoutRestart_areInstalledWithoutOne() {
        var ended = install(lab.online(), "run-1", Map.of("categories", List.of("DefinitionUpdates")));

        assertThat(ended).isEqualTo(json("{'outcome':'done','installed':['KB2267602'],'rounds':1,'reboots':0}"));
    }

    @Test
    void excludedUpdate_staysOut_andNoOlderOneComesInItsPlace() {
        var ended = Stream.of("KB5098202", "5098202")
                .map(kb -> install(
                        lab.online(SsmLab.image(OLDER).disk()),
                        "run-1",
                        Map.of("categories", List.of("SecurityUpdates"), "exclude", List.of(kb))))
                .map(result -> texts(result.path("installed")))
                .toList();

        assertThat(ended).allSatisfy(installed -> assertThat(installed).containsExactly("KB5098251"));
    }

    @Test
    void severities_leaveOutOtherRatings_andWhatHasNone() {
        var ended = install(
                lab.online(SsmLab.image(OLDER).disk()),
                "run-1",
                Map.of("categories", List.of("SecurityUpdates", "UpdateRollups"), "severities", List.of("Critical")));

        assertThat(texts(ended.path("installed"))).containsExactly("KB5098202");
    }

    @Test
    void youngUpdates_waitUntilOthersHaveTriedThem() {
        // It is 24 November; the newest cumulative update is of the 17th, the framework's of the 10th.
        var ended = install(
                lab.online(SsmLab.image(OLDER).disk()),
                "run-1",
                Map.of("categories", List.of("SecurityUpdates"), "olderThanDays", 10));

        assertThat(texts(ended.path("installed"))).containsExactly("KB5098251");
    }

    @Test
    void includedUpdate_comesWhateverItsCategoryRatingAndAge() {
        var ended = install(
                lab.online(SsmLab.image(OLDER).disk()),
                "run-1",
                Map.of(
                        "categories",
                        List.of("SecurityUpdates"),
                        "severities",
                        List.of("Critical"),
                        "olderThanDays",
                        300,
                        "include",
                        List.of("KB2267602", "KB5098251")));

        assertThat(texts(ended.path("installed"))).containsExactly("KB2267602", "KB5098251");
    }

    @Test
    void includedAndExcludedUpdate_staysOut() {
        var ended = install(
                lab.online(),
                "run-1",
                Map.of(
                        "categories",
                        List.of("Tools"),
                        "include",
                        List.of("KB2267602"),
                        "exclude",
                        List.of("KB2267602")));

        assertThat(texts(ended.path("installed"))).isEmpty();
    }

    @Test
    void whatIsLeftOut_isNamedWithTheReason() {
        String output = lab.invoke(
                        lab.online(SsmLab.image(OLDER).disk()),
                        GuestScript.INSTALL_UPDATES,
                        arguments(
                                "patches",
                                "run-1",
                                Map.of(
                                        "categories",
                                        List.of("SecurityUpdates"),
                                        "severities",
                                        List.of("Critical"),
                                        "olderThanDays",
                                        10)))
                .standardOutputContent();

        assertThat(output)
                .contains(
                        "Left out KB5098202: it was published on 2026-11-17, less than 10 days ago.",
                        "Left out KB5098251: it is rated 'Important'.",
                        "Left out KB2267602: it is of another category.");
    }

    /** What the local account says is what the script would say on a machine. */
    @Test
    void reasons_areThoseOfTheGuestScript() {
        String script = String.join("\n", GuestScript.INSTALL_UPDATES.command(Map.of()));

        assertThat(List.of(
                        "'it is excluded'",
                        "'it is of another category'",
                        "\"it is rated '$severity'\"",
                        "less than $days days ago\""))
                .allSatisfy(reason -> assertThat(script).contains(reason));
    }

    @Test
    void tooFewRounds_failAndNameWhatIsLeft() {
        var ended = install(
                lab.online(),
                "run-1",
                Map.of("categories", List.of("SecurityUpdates", "CriticalUpdates"), "maxRounds", 1));

        assertThat(ended.path("outcome").asText()).isEqualTo("failed");
        assertThat(ended.path("reason").asText()).isEqualTo("after 1 rounds there are still KB5098290");
    }

    @Test
    void unknownCategory_isRefusedByName() {
        var ended = install(lab.online(), "run-1", Map.of("categories", List.of("Security")));

        assertThat(ended.path("reason").asText()).startsWith("'Security' is no category of updates; there are");
    }

    @Test
    void expectedFailure_isAnswered() {
        lab.nodes.expect("iis", Expectations.read("steps: {patches: {exitCode: 1, stderr: no server answers}}"));
        var ended = install(lab.online(), "run-1", Map.of("categories", List.of("SecurityUpdates")));

        assertThat(ended)
                .isEqualTo(json(
                        "{'outcome':'failed','installed':[],'rounds':0,'reboots':0,'reason':'no server answers'}"));
    }

    @Test
    void expectedTime_isThatOfTheWholeStepAndNotOfEachRound() {
        lab.nodes.expect("iis", Expectations.read("steps: {patches: {takes: 38m}}"));
        String id = lab.online(SsmLab.image(OLDER).disk());
        var start = lab.timeline.instant();
        var ended = install(id, "run-1", Map.of("categories", List.of("SecurityUpdates", "CriticalUpdates")));

        assertThat(ended.path("rounds").asInt()).isEqualTo(2);
        assertThat(ended.path("reboots").asInt()).isEqualTo(1);
        assertThat(Duration.between(start, lab.timeline.instant()))
                .isBetween(Duration.ofMinutes(38), Duration.ofMinutes(42));
    }

    @Test
    void restartStep_restartsOnce() {
        String id = lab.online();
        var booted = lab.information(id).orElseThrow().lastPingDateTime();
        var first = result(lab.invoke(id, GuestScript.RESTART, arguments("again", "run-1")));
        var restarted = lab.information(id).orElseThrow().lastPingDateTime();
        var repeated = result(lab.invoke(id, GuestScript.RESTART, arguments("again", "run-1")));

        assertThat(first).isEqualTo(json("{'outcome':'done','reboots':1}")).isEqualTo(repeated);
        assertThat(restarted).isAfter(booted);
        assertThat(lab.information(id).orElseThrow().lastPingDateTime()).isEqualTo(restarted);
    }
}
