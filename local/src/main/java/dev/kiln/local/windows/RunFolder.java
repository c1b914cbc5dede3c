package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder in which a guest script keeps one run: how far it is, what the recipe's script printed, and its answer
 * once it has come to its end, so that the same run asked again answers the same and does nothing.
 */
final class RunFolder {
    private static final String RUNS = DiskPaths.KILN + "runs\\";
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String STATE = "\\state.json";
    private static final String RESULT = "\\result.json";
    private static final String OUTPUT = "\\output.log";
    private static final String ERRORS = "\\errors.log";

    private final GuestCommand command;
    private final String folder;

    RunFolder(GuestCommand command) {
        this.command = command;
        String run = command.text("run");
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("the run '" + run + "' cannot name a folder");
        }
        this.folder = RUNS + run;
    }

    /** How far the run was when it was interrupted; empty for one that has not begun. */
    Optional<ObjectNode> state(WindowsDisk disk) {
        return disk.file(folder + STATE).map(stored -> PipelineJson.read(stored, ObjectNode.class));
    }

    /** A new state. Recipe and step are in it to count the runs of a step. */
    ObjectNode newState(String phase) {
        return PipelineJson.MAPPER
                .createObjectNode()
                .put("phase", phase)
                .put("recipe", command.text("recipe"))
                .put("step", command.text("step"));
    }

    DiskChange write(DiskChange change, ObjectNode state) {
        return change.file(folder + STATE, PipelineJson.write(state));
    }

    /** Keeps what a script of the recipe printed. */
    void keep(DiskChange change, ScriptExpectation script, String name) {
        change.file(folder + OUTPUT, script.printed(name))
                .file(folder + ERRORS, script.stderr().orElse(""));
    }

    /** The ends of what the recipe's script printed. */
    String tails(WindowsDisk disk) {
        return new GuestLog()
                .tail("The end of the output:", disk.file(folder + OUTPUT).orElse(""), 4000, 60)
                .tail("The end of the error output:", disk.file(folder + ERRORS).orElse(""), 2000, 30)
                .text();
    }

    /** Which of the step's runs on this machine this is, counted from 1. */
    int number(WindowsDisk disk) {
        String recipe = command.text("recipe");
        String step = command.text("step");
        long others = disk.files().tailMap(RUNS).entrySet().stream()
                .takeWhile(file -> file.getKey().startsWith(RUNS))
                .filter(file -> file.getKey().endsWith(STATE) && !file.getKey().equals(folder + STATE))
                .map(file -> PipelineJson.tree(file.getValue()))
                .filter(state -> state.path("recipe").asText().equals(recipe)
                        && state.path("step").asText().equals(step))
                .count();
        return Math.toIntExact(others) + 1;
    }

    /** The answer again, if the run has come to its end before. */
    Optional<Course> again(Situation situation) {
        return situation
                .disk()
                .file(folder + RESULT)
                .map(PipelineJson::tree)
                .map(stored -> Answer.bare(
                        stored.path("exitCode").asInt(),
                        "This run has finished before; its answer again:\n",
                        stored.path("result")))
                .map(answer -> Answer.course(situation, answer));
    }

    /** Ends the run for good. */
    Course.Ending complete(DiskChange change, String printed, ObjectNode result, int exitCode) {
        var stored = PipelineJson.MAPPER.createObjectNode().put("exitCode", exitCode);
        stored.set("result", result);
        change.file(folder + RESULT, PipelineJson.write(stored));
        return Answer.bare(exitCode, printed, result).on(change.done());
    }

    /** Asks for a restart, after which the run goes on from this state. */
    Course.Ending restart(DiskChange change, String printed, ObjectNode state) {
        int reboots = 1 + state.path("reboots").asInt();
        write(change, state.put("phase", "restarting").put("reboots", reboots));
        return new Course.Ending(
                change.done(), Course.RESTART, printed + "Asking for restart " + reboots + " of this run.\n", "");
    }
}
