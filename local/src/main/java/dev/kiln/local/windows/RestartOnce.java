package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.local.time.Delay;

/** {@code restart}: asks for a restart, and is done after it. */
final class RestartOnce {
    private final Situation situation;
    private final RunFolder run;

    RestartOnce(GuestCommand command, Situation situation) {
        this.situation = situation;
        this.run = new RunFolder(command);
    }

    Course course() {
        return run.again(situation).orElseGet(this::firstOrSecond);
    }

    private Course firstOrSecond() {
        return Course.of(
                situation.disk(),
                situation.draw(Delay.GUEST_SCRIPT_LOOKS),
                disk -> run.state(disk)
                        .map(asked -> restarted(disk, asked))
                        .orElseGet(() -> run.restart(disk.change(), "", run.newState(""))));
    }

    private Course.Ending restarted(WindowsDisk disk, ObjectNode asked) {
        var result = Answer.outcome("done").put("reboots", asked.path("reboots").asInt());
        return run.complete(disk.change(), "", result, Course.GOOD);
    }
}
