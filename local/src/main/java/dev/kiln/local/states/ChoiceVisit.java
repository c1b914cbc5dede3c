package dev.kiln.local.states;

import java.util.Optional;

/** A Choice: the first rule whose condition is true decides. */
final class ChoiceVisit extends Visit {
    private final State.Choice choice;

    ChoiceVisit(Entry entry, State.Choice choice) {
        super(entry, choice);
        this.choice = choice;
    }

    @Override
    void run() {
        var evaluator = evaluator();
        var leaving = chosen(evaluator)
                .or(choice::otherwise)
                .orElseThrow(() -> new StateFailure(
                        Failure.of(Failure.NO_CHOICE, at() + "No rule of the Choice is true, and it has no Default.")));
        leave(leaving, evaluator, input());
    }

    private Optional<State.Leaving> chosen(Evaluator evaluator) {
        for (var rule : choice.rules()) {
            var value = evaluator.evaluate(rule.condition());
            if (!value.isBoolean()) {
                throw evaluator.unexpected(rule.condition(), "boolean", value);
            }
            if (value.booleanValue()) {
                return Optional.of(rule.leaving());
            }
        }
        return Optional.empty();
    }
}
