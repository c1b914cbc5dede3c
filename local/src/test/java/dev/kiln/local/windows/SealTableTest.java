package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.LaunchAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The table in docs/windows.md: each row, on each of its servers, is what comes of it. */
class SealTableTest {
    private static final Path PAGE = Path.of("..", "docs", "windows.md");
    private static final int COLUMNS = 8;
    private static final List<String> REFUSED = List.of("refused", "refused", "refused", "refused");
    private static final Map<String, List<String>> SERVERS = Map.of(
            "EC2Launch v2", List.of("2016", "2019", "2022", "2025"),
            "EC2Launch v1", List.of("2016", "2019"),
            "EC2Config", List.of("2012 R2"));

    /** One server of one row. */
    record Cell(String agent, String server, String method, String password, List<String> promised) {
        private String recipe() {
            String from = password.equals("specify") ? ", passwordFrom: 'secretsManager:kiln/machines/a'" : "";
            return "name: small\nparent: {ami: ami-01234567}\nseal: {method: " + method + ", administratorPassword: "
                    + password + from + "}\n";
        }

        private WindowsDisk parent() {
            if (agent.equals("EC2Config")) {
                return SsmLab.image("Windows_Server-2012-R2_RTM").disk();
            }
            boolean installed =
                    agent.equals("EC2Launch v2") && List.of("2016", "2019").contains(server);
            return SsmLab.image((installed ? "EC2LaunchV2-" : "") + "Windows_Server-" + server + "-English-Full-Base")
                    .disk();
        }
    }

    static Stream<Cell> cells() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .filter(columns -> columns.size() == COLUMNS + 2 && SERVERS.containsKey(columns.get(1)))
                .flatMap(columns -> Arrays.stream(columns.get(2).split(", ", -1))
                        .map(server -> new Cell(
                                columns.get(1), server, columns.get(3), columns.get(4), columns.subList(5, 9))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void row_onEachOfItsServers_isWhatComesOfIt(Cell cell) {
        var reader = new RecipeReader(() -> Instant.parse("2026-11-25T12:00:00Z"));

        assertThat(
                        switch (reader.read(cell.recipe())) {
                            case Reading.Bad bad -> REFUSED;
                            case Reading.Good good ->
                                observed(cell, good.recipe().seal());
                        })
                .isEqualTo(cell.promised());
    }

    private static List<String> observed(Cell cell, Seal seal) {
        var lab = new SsmLab();
        String builder = lab.online(cell.parent());
        JsonNode sealed = SsmLab.result(lab.seal(builder, seal));
        var image = lab.machine(builder).disk();
        String child = lab.launchElsewhere(image);
        var disk = lab.machine(child).disk();
        boolean online = lab.information(child).isPresent();

        assertThat(sealed.path("outcome").asText()).as(sealed.toString()).isIn("sealed", "initialised", "untouched");
        assertThat(disk.launchAgent()).isEqualTo(cell.agent());
        if (online) {
            assertThat(lab.checkBoot(child, seal, sealed.path("facts"), List.of())
                            .path("reasons"))
                    .isEmpty();
        }
        return List.of(
                identity(disk, sealed.path("facts")),
                password(disk, child, builder),
                disk.file(DiskPaths.USER_DATA).filter(child::equals).isPresent() ? "runs" : "does not run",
                online ? "anew" : "builder's");
    }

    private static String identity(WindowsDisk disk, JsonNode builder) {
        boolean sid = disk.machineSid().equals(builder.path("sid").asText());
        boolean name = disk.computerName().equals(builder.path("computerName").asText());
        assertThat(sid).isEqualTo(name);
        return sid ? "builder's" : "anew";
    }

    private static String password(WindowsDisk disk, String child, String builder) {
        if (AdministratorAccount.disabled(disk)) {
            return "nobody's";
        }
        if (AdministratorAccount.specified(disk)) {
            return "the secret";
        }
        return AdministratorAccount.randomOf(disk, child)
                ? "random"
                : AdministratorAccount.randomOf(disk, builder) ? "builder's" : "unknown";
    }

    @Test
    void table_hasEachAgentMethodPasswordAndServerOnce() throws IOException {
        var all = Arrays.stream(LaunchAgent.values())
                .flatMap(agent -> SERVERS.get(agent.title()).stream()
                        .flatMap(server -> Arrays.stream(Seal.Method.values())
                                .flatMap(method -> Arrays.stream(Seal.AdministratorPassword.values())
                                        .map(password -> String.join(
                                                " ", agent.title(), server, method.word(), password.word())))))
                .toList();

        assertThat(cells().map(c -> String.join(" ", c.agent(), c.server(), c.method(), c.password())))
                .containsExactlyInAnyOrderElementsOf(all);
    }
}
