package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.guest.GuestScript;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The one command that looks at a machine of an image and runs the recipe's checks there. */
final class ProofCommand {
    /** What the script itself may take, without the checks of the recipe. */
    static final Duration BOOT_CHECKS = Duration.ofMinutes(15);

    private ProofCommand() {}

    /**
     * The command for a machine.
     *
     * @param expected what is asked for only when it is sent
     */
    static GuestCommand of(Plan plan, String instance, StateInput input, Supplier<Map<String, Object>> expected) {
        var checks = plan.recipe().verify();
        Duration timeout = checks.stream().map(Check::timeout).reduce(BOOT_CHECKS, Duration::plus);
        return GuestCommand.once(
                plan,
                instance,
                "check-boot",
                "verify " + input.image(),
                GuestScript.CHECK_BOOT,
                run -> arguments(plan, checks, run, expected.get()),
                timeout,
                input);
    }

    /** The last one that a machine took; empty when it never came up to take one. */
    static Optional<CommandRecord> last(Plan plan, StateInput input, Resource machine, List<Resource> held) {
        var command = of(plan, machine.resourceId().orElseThrow(), input, Map::of);
        return GuestCommands.rows(held, command).stream()
                .reduce((earlier, later) -> later)
                .map(CommandRecord::new);
    }

    private static Map<String, Object> arguments(
            Plan plan, List<Check> checks, String run, Map<String, Object> expected) {
        Map<String, Object> arguments = new LinkedHashMap<>(expected);
        arguments.putAll(GuestCommand.told(plan, run));
        arguments.put("checks", checks.stream().map(ProofCommand::argument).toList());
        return arguments;
    }

    private static Map<String, Object> argument(Check check) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("name", check.name());
        argument.put("script", check.script());
        argument.put("timeoutSeconds", check.timeout().toSeconds());
        return argument;
    }
}
