package dev.kiln.local.simulation;

import dev.kiln.local.time.RandomSource;

import java.util.ArrayList;
import java.util.List;

/** Draws a recipe: mostly short, now and then of up to 30 steps, with what its scripts do on the machine. */
final class RecipeDraft {
    /** The last is longer than any simulation has faults. */
    private static final List<Integer> LEASE_HOURS = List.of(1, 1, 2, 3, 5);

    private static final int IMAGE_KINDS = 6;

    private final RandomSource random;
    private final int number;
    private final List<String> expected = new ArrayList<>();

    RecipeDraft(RandomSource random, int number) {
        this.random = random;
        this.number = number;
    }

    Workload.Recipe recipe() {
        String name = "r" + number;
        var text = new StringBuilder();
        text.append("name: ").append(name).append('\n');
        text.append("description: Drawn.\n");
        text.append("parent: ").append(parent()).append('\n');
        text.append(parking());
        text.append("steps:\n");
        int steps = steps();
        for (int i = 1; i <= steps; i++) {
            text.append(step(i));
        }
        text.append(verify());
        text.append(image());
        text.append("schedule: ").append(schedule()).append('\n');
        String expectations = expected.isEmpty() ? "{}" : "steps:\n" + String.join("", expected);
        return new Workload.Recipe(name, text.toString(), expectations);
    }

    private String parent() {
        return number > 1 && random.chance(1, 3)
                ? "{recipe: r" + (1 + random.nextInt(number - 1)) + "}"
                : "{ssm: " + Strangers.PARENT + "}";
    }

    /** Short leases, because a simulated hour costs as much as a simulated build. */
    private String parking() {
        return "builder: {parking: {lease: %dh, keepRunning: %s}}\n"
                .formatted(LEASE_HOURS.get(random.nextInt(LEASE_HOURS.size())), random.chance(1, 4));
    }

    private int steps() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return 11 + random.nextInt(20);
        }
        return kind < 4 ? 4 + random.nextInt(7) : 1 + random.nextInt(3);
    }

    private String step(int i) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return "  - {name: s%d, restart: {}}\n".formatted(i);
        }
        if (kind == 1) {
            return "  - {name: s%d, windowsUpdate: {}, timeout: 60m}\n".formatted(i);
        }
        int retries = random.nextInt(3);
        expect(i, retries);
        return "  - {name: s%d, powershell: \"Write-Output %d\", timeout: %dm, retries: %d}\n"
                .formatted(i, i, 5 + 5 * random.nextInt(4), retries);
    }

    private void expect(int i, int retries) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            expected.add("  s%d: {exitCode: 3010}\n".formatted(i));
        } else if (kind == 1) {
            // Once more than it is tried: an operator has to redrive.
            expected.add("  s%d: {exitCode: 1, times: %d}\n".formatted(i, 1 + random.nextInt(retries + 1)));
        }
    }

    private String verify() {
        int checks = random.nextInt(3);
        var text = new StringBuilder(checks == 0 ? "" : "verify:\n");
        for (int i = 1; i <= checks; i++) {
            text.append("  - {name: c%d, powershell: \"exit 0\"}\n".formatted(i));
        }
        return text.toString();
    }

    /** Not drawn, so that what is drawn does not depend on it. */
    private String image() {
        return switch (number % IMAGE_KINDS) {
            case 0 -> "image: {preSnapshot: true}\n";
            case 1 -> "image: {encryption: {by: copy}}\n";
            case 2 -> "image: {preSnapshot: true, encryption: {by: copy}}\n";
            case 3 -> "image: {fastLaunch: {targetResourceCount: 5}}\n";
            default -> "";
        };
    }

    private String schedule() {
        return random.chance(1, 5)
                ? "cron(%d %d * * ? *)".formatted(random.nextInt(60), 10 + random.nextInt(3))
                : "never";
    }
}
