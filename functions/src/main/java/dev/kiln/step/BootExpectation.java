package dev.kiln.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.build.Plan;
import dev.kiln.guest.GuestResult;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.User;
import dev.kiln.seal.ImageDrives;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine of the image must be like because of how its builder was sealed.
 *
 * @param drives the volumes that are to be drives
 * @param users the accounts that steps have made
 * @param builder what the builder said of itself before it was sealed; empty when no row of this build tells
 * @param userData what the user data of the machine leaves there; empty when it was given none
 * @param launchedAt before this nothing can have been done on the machine itself
 */
record BootExpectation(
        Seal seal,
        List<MachineDrive> drives,
        List<User> users,
        Optional<JsonNode> builder,
        Optional<String> userData,
        Instant launchedAt) {
    /**
     * A volume of the machine that is to be a drive.
     *
     * @param volumeId empty when EC2 knows no volume of the device
     */
    record MachineDrive(String device, String letter, String volumeId) {}

    /** @param volumes those of the machine, by their devices */
    static BootExpectation of(Plan plan, List<Resource> held, Resource machine, SortedMap<String, String> volumes) {
        return new BootExpectation(
                plan.recipe().seal(),
                ImageDrives.of(plan.recipe()).drives().stream()
                        .map(told -> new MachineDrive(
                                told.device(), told.drive().letter(), volumes.getOrDefault(told.device(), "")))
                        .toList(),
                plan.recipe().users(),
                builder(held),
                MachineLaunch.mark(machine),
                machine.intendedAt());
    }

    private static Optional<JsonNode> builder(List<Resource> held) {
        return held.stream()
                .filter(row -> row.key().startsWith("command#") && row.key().contains("#" + SealBuilder.KEY + "#"))
                .map(CommandRecord::new)
                .filter(CommandRecord::succeeded)
                .reduce((earlier, later) -> later)
                .flatMap(CommandRecord::result)
                .map(GuestResult::detail)
                .map(detail -> detail.path("facts"))
                .filter(facts -> !facts.path("sid").asText().isEmpty());
    }

    /** For the guest script that looks at the machine. */
    SortedMap<String, Object> arguments() {
        var arguments = new TreeMap<String, Object>();
        arguments.put(
                "seal",
                new TreeMap<>(Map.of(
                        "method",
                        seal.method().word(),
                        "administratorPassword",
                        seal.administratorPassword().word(),
                        "answers",
                        seal.answers().all())));
        userData.ifPresent(mark -> arguments.put("userData", mark));
        if (!drives.isEmpty()) {
            arguments.put("drives", drives);
        }
        if (!users.isEmpty()) {
            arguments.put("users", users);
        }
        // Whole seconds: .NET reads at most seven digits of a fraction.
        arguments.put("launchedAt", launchedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        builder.map(facts -> new TreeMap<String, Object>(Map.of(
                        "activated",
                        facts.path("activated").asBoolean(),
                        "computerName",
                        facts.path("computerName").asText(),
                        "sid",
                        facts.path("sid").asText())))
                .ifPresent(names -> arguments.put("builder", names));
        return arguments;
    }
}
