package dev.kiln.local.account;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.deployment.FunctionSpec;
import dev.kiln.local.deployment.ScheduleSpec;
import dev.kiln.local.iam.Permission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * After all tests of this module: every permission of the roles of functions, state machine and schedules let at least
 * one call through, or stands in {@code permissions-unused.json} with the reason why no test can use it. It says
 * nothing when only some of the tests were run.
 */
class PermissionsIT {
    private final Deployment deployment = Deployment.synthesised();

    /** Permissions that no test uses; all but the reason are patterns in which {@code *} stands for anything. */
    private record Excuse(String role, Optional<String> statement, String action, String resource, String reason) {
        boolean covers(Permission permission) {
            return matches(role, permission.role())
                    && matches(statement.orElse("*"), permission.statement())
                    && matches(action, permission.action())
                    && matches(resource, permission.resource());
        }

        private static boolean matches(String pattern, String value) {
            return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", value);
        }
    }

    @BeforeEach
    void onlyAfterAllTests() {
        assumeTrue(
                Optional.ofNullable(System.getProperty("test")).isEmpty(),
                "the tests were filtered, so permissions may be unused");
    }

    @Test
    void everyPermission_wasUsedByATestOrIsListedWithItsReason() throws IOException {
        var excuses = excuses();

        assertThat(unused())
                .as("permissions that no test used; take them from the role, write a test that needs them,"
                        + " or list them in permissions-unused.json with the reason")
                .filteredOn(permission -> excuses.stream().noneMatch(e -> e.covers(permission)))
                .isEmpty();
    }

    @Test
    void everyEntryOfTheList_isNeededAndHasAReason() throws IOException {
        var unused = unused();

        assertThat(excuses())
                .allSatisfy(e -> assertThat(e.reason()).isNotBlank())
                .allMatch(e -> unused.stream().anyMatch(e::covers), "covers a permission that no test uses");
    }

    private SortedSet<Permission> unused() {
        var granted = new TreeSet<Permission>();
        roles().distinct()
                .forEach(arn -> granted.addAll(deployment.access().role(arn).permissions()));
        granted.removeAll(PermissionRecords.all());
        return granted;
    }

    private Stream<String> roles() {
        return Stream.of(
                        deployment.functions().stream().map(FunctionSpec::role),
                        Stream.of(deployment.machine().role()),
                        deployment.schedules().stream().map(ScheduleSpec::role))
                .flatMap(s -> s);
    }

    private static List<Excuse> excuses() throws IOException {
        try (var in = PermissionsIT.class.getResourceAsStream("/permissions-unused.json")) {
            return List.of(PipelineJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Excuse[].class));
        }
    }
}
