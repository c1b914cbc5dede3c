package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.time.Delay;

import java.util.ArrayList;
import java.util.List;

/** {@code create-users}: makes local accounts once their passwords have been found good. */
final class CreateUsers {
    private final GuestCommand command;
    private final Situation situation;
    private final Expectations expectations;
    private final RunFolder run;

    CreateUsers(GuestCommand command, Situation situation, Expectations expectations) {
        this.command = command;
        this.situation = situation;
        this.expectations = expectations;
        this.run = new RunFolder(command);
    }

    Course course() {
        return run.again(situation).orElseGet(this::first);
    }

    private Course first() {
        var script = expectations.step(command.text("step")).inRun(run.number(situation.disk()));
        var begun =
                run.write(situation.disk().change(), run.newState("running")).done();
        if (script.hangs()) {
            return Course.endless(begun);
        }
        var takes = script.takes().orElseGet(() -> situation.draw(Delay.GUEST_SCRIPT_LOOKS));
        var obstacles =
                script.exitCode() == 0 ? obstacles() : List.of(script.stderr().orElse("the account could not be made"));
        return Course.of(
                begun,
                takes,
                disk -> obstacles.isEmpty()
                        ? made(disk)
                        : Answer.failed(String.join("; ", obstacles)).on(disk));
    }

    private List<String> obstacles() {
        for (JsonNode user : command.objects("users")) {
            var obstacles = Passwords.obstacles(
                    expectations.password().orElse(Passwords.UNTOLD), GuestCommand.text(user, "name"));
            if (!obstacles.isEmpty()) {
                return obstacles.stream()
                        .map(what -> "the password in " + GuestCommand.text(user, "passwordFrom") + " " + what)
                        .toList();
            }
        }
        return List.of();
    }

    private Course.Ending made(WindowsDisk disk) {
        var created = new ArrayList<String>();
        var changed = new ArrayList<String>();
        var log = new GuestLog();
        var change = disk.change();
        for (JsonNode user : command.objects("users")) {
            String name = GuestCommand.text(user, "name");
            (LocalUsers.find(disk, name).isPresent() ? changed : created).add(name);
            LocalUsers.set(change, user);
            log.line("The account " + name + " has the password in " + GuestCommand.text(user, "passwordFrom") + ".");
        }
        var result = Answer.outcome("done");
        result.set("created", MachineFacts.texts(created));
        result.set("changed", MachineFacts.texts(changed));
        return run.complete(change, log.text(), result, Course.GOOD);
    }
}
