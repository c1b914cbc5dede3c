package dev.kiln.local.windows;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.powershell.Functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Which updates a recipe asks for: the guest script's own function says what the local account says. */
class UpdateChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final List<String> ALL =
            List.of("SecurityUpdates", "CriticalUpdates", "UpdateRollups", "DefinitionUpdates");

    static Stream<UpdateChoice> choices() {
        return Stream.of(
                new UpdateChoice(ALL, List.of(), 0, List.of(), List.of()),
                new UpdateChoice(List.of("SecurityUpdates"), List.of(), 0, List.of(), List.of()),
                new UpdateChoice(ALL, List.of("Critical"), 0, List.of(), List.of()),
                new UpdateChoice(ALL, List.of("Important", "Low"), 0, List.of(), List.of()),
                new UpdateChoice(ALL, List.of(), 7, List.of(), List.of()),
                new UpdateChoice(ALL, List.of(), 14, List.of(), List.of()),
                new UpdateChoice(ALL, List.of(), 300, List.of("KB2267602", "5098202"), List.of()),
                new UpdateChoice(ALL, List.of(), 0, List.of("KB890830"), List.of("KB890830", "5098201")));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void obstacle_ofEveryUpdate_isThatOfTheGuestScript(UpdateChoice choice) {
        var script = Functions.of("common", "install-updates")
                .sent(PipelineJson.write(choice))
                .at(NOW);
        for (WindowsUpdate update : WindowsRelease.SERVER_2022.updates()) {
            assertThat(script.texts("Get-UpdateObstacle", offered(update), choice.categories()))
                    .as(update.kb())
                    .isEqualTo(choice.obstacle(update, NOW).stream().toList());
        }
    }

    /** As the Windows Update Agent shows an update; categories stand for their identifiers. */
    private static Map<String, Object> offered(WindowsUpdate update) {
        return Map.of(
                "InstallationBehavior",
                Map.of("CanRequestUserInput", false),
                "KBArticleIDs",
                List.of(update.kb().substring("KB".length())),
                "Categories",
                List.of(Map.of("CategoryID", "the product"), Map.of("CategoryID", update.category())),
                "MsrcSeverity",
                update.severity().orElse(""),
                "LastDeploymentChangeTime",
                Functions.moment(update.released().atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
}
