package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.guest.GuestScript;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A guest script to run on a machine of a build.
 *
 * @param name names the command within the build, for example {@code step#003}
 * @param title for people, shown in SSM's list of commands
 * @param arguments of the script, by the key of the run: a run that has ended answers its result again
 * @param timeout of one attempt
 * @param attempts how often it is tried in one redrive
 * @param redrive each redrive has all attempts again
 */
record GuestCommand(
        String buildId,
        String instanceId,
        String name,
        String title,
        GuestScript script,
        Function<String, Object> arguments,
        Duration timeout,
        int attempts,
        int redrive) {
    private static final int COMMENT_CHARACTERS = 100;
    private static final Duration FIRST_LOOK_LEAST = Duration.ofMinutes(2);
    private static final Duration FIRST_LOOK_MOST = Duration.ofMinutes(60);

    /** A command that is tried once in each redrive. */
    static GuestCommand once(
            Plan plan,
            String instanceId,
            String name,
            String title,
            GuestScript script,
            Function<String, Object> arguments,
            Duration timeout,
            StateInput input) {
        return new GuestCommand(
                plan.buildId(), instanceId, name, title, script, arguments, timeout, 1, input.redriveCount());
    }

    /** What every script is told: whose run it is. */
    static SortedMap<String, Object> told(Plan plan, String run) {
        return new TreeMap<>(
                Map.of("build", plan.buildId(), "recipe", plan.recipe().name(), "run", run));
    }

    /**
     * When the sweep looks although no event has come: after a quarter of what the command may take, and then each time
     * after twice as long. An event is lost so rarely that short looks would cost more than they save.
     */
    Duration lookAgain(Duration elapsed) {
        Duration first = firstLook();
        return elapsed.compareTo(first) < 0 ? first.minus(elapsed) : elapsed;
    }

    /** A command that runs so long may have lost its machine without an event. */
    boolean suspicious(Duration elapsed) {
        return elapsed.compareTo(firstLook().multipliedBy(2)) >= 0;
    }

    private Duration firstLook() {
        Duration quarter = timeout.dividedBy(4);
        Duration least = quarter.compareTo(FIRST_LOOK_LEAST) < 0 ? FIRST_LOOK_LEAST : quarter;
        return least.compareTo(FIRST_LOOK_MOST) > 0 ? FIRST_LOOK_MOST : least;
    }

    /** The key of the command's rows in the ledger, without the number of the attempt. */
    String key() {
        return "command#" + instanceId + "#" + name + "#";
    }

    /** What the command is found by when SSM's answer was lost: unique for the attempt, at most 100 characters. */
    String comment(int attempt) {
        String comment = "kiln " + run(attempt) + " " + title;
        return comment.substring(0, Math.min(comment.length(), COMMENT_CHARACTERS));
    }

    /** Names one attempt; also a file name on the machine. */
    String run(int attempt) {
        return buildId + "-" + name.replace('#', '-') + "-" + attempt;
    }
}
