package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A state that was entered and not left: its input, its retries and what it waits for. */
abstract class Visit {
    /** How the state was entered. */
    record Entry(Branch branch, JsonNode input, Instant at, long event) {}

    private final Entry entry;
    private final State state;
    private final RetryCounter retries;

    Visit(Entry entry, State state) {
        this.entry = entry;
        this.state = state;
        this.retries = new RetryCounter(state.onError().retriers());
    }

    /** Does the state's work from its start, at the first try, at a retry and at a redrive. */
    abstract void run();

    /** Work of the state is dropped; what others hold of it, like a token, becomes void. */
    void freeze() {}

    /** Aborts the branches inside this state, if it has any. */
    void abortNested() {}

    /** An error is final: no retry is left. Called before the error is caught or leaves the branch. */
    void givenUp() {}

    /** Goes on after a redrive, with all its retries to come. */
    void resume() {
        resetRetries();
        begin();
    }

    /** What a redrive needs of this visit, for the file. */
    final BranchState.Entered onFile() {
        return new BranchState.Entered(
                state.name(), PipelineJson.write(input()), entry.at(), entry.event(), token(), branchesOnFile());
    }

    /** The last task token that was given out. */
    Optional<String> token() {
        return Optional.empty();
    }

    /** The branches inside, if there are any. */
    Optional<BranchState.FanOut> branchesOnFile() {
        return Optional.empty();
    }

    /** Takes up what is on file of a visit that has just been made. Nothing begins by that. */
    void restore(BranchState.Entered onFile) {}

    final void resetRetries() {
        retries.reset();
    }

    final void begin() {
        attempt(this::run);
    }

    /** Does some work; a failure in it becomes the state's failure. */
    final void attempt(Runnable work) {
        try {
            work.run();
        } catch (StateFailure e) {
            fail(e.failure());
        }
    }

    final State state() {
        return state;
    }

    final Branch branch() {
        return entry.branch();
    }

    final JsonNode input() {
        return entry.input();
    }

    final Engine engine() {
        return branch().execution().engine();
    }

    /** An evaluator for the state's fields. */
    final Evaluator evaluator() {
        return evaluator(Map.of(), Map.of());
    }

    /** An evaluator that also knows <code>$states.result</code>. */
    final Evaluator resultEvaluator(JsonNode result) {
        return evaluator(Map.of("result", Plain.of(result)), Map.of());
    }

    /** An evaluator with more members of <code>$states</code> and more members of the context object. */
    final Evaluator evaluator(Map<String, Object> moreStates, Map<String, Object> moreContext) {
        var context = branch().execution().context();
        var entered = Timestamps.millis(entry.at());
        var self = members("EnteredTime", entered, "Name", state.name());
        if (state.retries()) {
            self.put("RetryCount", retries.total());
        }
        context.put("State", self);
        if (!branch().mapContext().isEmpty()) {
            context.put("Map", branch().mapContext());
        }
        context.putAll(moreContext);
        var states = members("input", Plain.of(input()), "context", context);
        states.putAll(moreStates);
        return new Evaluator(engine().expressions(), branch().scope().visible(), states, this::evaluationFailed);
    }

    private StateFailure evaluationFailed(Evaluator.Problem problem) {
        var cause = at() + problem.cause();
        branch().record(
                        HistoryEventType.EVALUATION_FAILED,
                        Details.evaluationFailed(state.name(), problem.location(), cause));
        return new StateFailure(Failure.of(Failure.QUERY, cause));
    }

    /** The words that errors of a state begin with. */
    final String at() {
        return "An error occurred while executing the state '%s' (entered at the event id #%d). "
                .formatted(state.name(), entry.event());
    }

    /** Leaves the state; {@code otherwise} is its output when it says nothing of {@code Output}. */
    final void leave(State.Leaving leaving, Evaluator evaluator, JsonNode otherwise) {
        var assigned = leaving.assign().map(evaluator::evaluate);
        assigned.ifPresent(values -> Limits.checked(state.name(), values));
        var output = leaving.output().map(evaluator::evaluate).orElse(otherwise);
        var text = Limits.checked(state.name(), output);
        branch().leave(this, output, text, assigned, leaving.next());
    }

    /** Retries, catches, or fails the branch. */
    final void fail(Failure failure) {
        branch().dropTimers();
        freeze();
        var delay = retries.next(failure, engine().random());
        if (delay.isPresent()) {
            branch().plan(delay.get(), "retries " + state.name(), this::begin);
            return;
        }
        givenUp();
        var catcher = state.onError().catchers().stream()
                .filter(candidate -> failure.matches(candidate.errors()))
                .findFirst();
        if (catcher.isEmpty()) {
            branch().fail(failure);
            return;
        }
        try {
            caught(failure, catcher.get());
        } catch (StateFailure e) {
            branch().fail(e.failure());
        }
    }

    private void caught(Failure failure, State.Catcher catcher) {
        var errorOutput = JsonNodeFactory.instance.objectNode();
        errorOutput.set("Error", textOrNull(failure.error()));
        errorOutput.set("Cause", textOrNull(failure.cause()));
        leave(catcher.leaving(), evaluator(Map.of("errorOutput", Plain.of(errorOutput)), Map.of()), errorOutput);
    }

    private static JsonNode textOrNull(Optional<String> text) {
        return text.<JsonNode>map(JsonNodeFactory.instance::textNode).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** A whole number that a field gives, as a literal or by an expression. */
    static long number(Template template, Evaluator evaluator, long least) {
        var value = evaluator.evaluate(template);
        if (!value.isIntegralNumber() || value.longValue() < least) {
            throw evaluator.unexpected(template, "integer of at least " + least, value);
        }
        return value.longValue();
    }

    /** A string that a field gives, if the field is there. */
    static Optional<String> text(Optional<Template> template, Evaluator evaluator) {
        return template.map(field -> {
            var value = evaluator.evaluate(field);
            if (!value.isTextual()) {
                throw evaluator.unexpected(field, "string", value);
            }
            return value.textValue();
        });
    }

    /** A map of alternating names and values, in this order. */
    static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return members;
    }
}
