package dev.kiln.local.states;

/** Makes the visit that fits a state. */
final class Visits {
    private Visits() {}

    static Visit of(Visit.Entry entry, State state) {
        return switch (state) {
            case State.Task task -> new TaskVisit(entry, task);
            case State.Choice choice -> new ChoiceVisit(entry, choice);
            case State.Wait wait -> new WaitVisit(entry, wait);
            case State.Pass pass -> new PassVisit(entry, pass, pass.leaving());
            case State.Succeed succeed -> new PassVisit(entry, succeed, succeed.leaving());
            case State.Fail fail -> new FailVisit(entry, fail);
            case State.Parallel parallel -> new ParallelVisit(entry, parallel);
            case State.Map map -> new MapVisit(entry, map);
        };
    }
}
