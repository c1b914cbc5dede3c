package dev.kiln.local.states;

import java.util.List;
import java.util.Optional;

/** A state of a definition, checked and ready to run. */
sealed interface State {
    /** Unique in the whole state machine, nested graphs included; at most 80 characters. */
    String name();

    /** The {@code Type} field, which also begins the names of the state's history events. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** Whether the state can be tried again, and the context object counts the tries. */
    default boolean retries() {
        return switch (this) {
            case Task task -> true;
            case Parallel parallel -> true;
            case Map map -> true;
            case Choice choice -> false;
            case Wait wait -> false;
            case Pass pass -> false;
            case Succeed succeed -> false;
            case Fail fail -> false;
        };
    }

    /** What catches the state's errors; states that cannot catch have nothing here. */
    default OnError onError() {
        return OnError.NOTHING;
    }

    /**
     * How a state is left: {@code Assign}, {@code Output} and {@code Next}.
     *
     * @param next empty when the state ends its graph
     */
    record Leaving(Optional<Template> assign, Optional<Template> output, Optional<String> next) {}

    /** The {@code Retry} and {@code Catch} fields, in order. */
    record OnError(List<Retrier> retriers, List<Catcher> catchers) {
        static final OnError NOTHING = new OnError(List.of(), List.of());
    }

    /** One entry of {@code Catch}. */
    record Catcher(List<String> errors, Leaving leaving) {}

    /** One entry of {@code Choices}. */
    record Rule(Template condition, Leaving leaving) {}

    /** Invokes a function, and with {@code callback} waits for its token to come back. */
    record Task(
            String name,
            boolean callback,
            Template arguments,
            Optional<Template> timeout,
            Optional<Template> heartbeat,
            OnError onError,
            Leaving leaving)
            implements State {}

    /** Goes where the first true rule points. */
    record Choice(String name, List<Rule> rules, Optional<Leaving> otherwise) implements State {}

    /**
     * Lets time pass.
     *
     * @param until whether {@code time} is a timestamp; otherwise it is a number of seconds
     */
    record Wait(String name, boolean until, Template time, Leaving leaving) implements State {}

    /** Reshapes its input. */
    record Pass(String name, Leaving leaving) implements State {}

    /** Ends its graph well. */
    record Succeed(String name, Leaving leaving) implements State {}

    /** Ends its graph with an error. */
    record Fail(String name, Optional<Template> error, Optional<Template> cause) implements State {}

    /** Runs several graphs on the same input. */
    record Parallel(
            String name, List<StateGraph> branches, Optional<Template> arguments, OnError onError, Leaving leaving)
            implements State {}

    /** Runs one graph for each item of an array. */
    record Map(
            String name,
            StateGraph processor,
            Optional<Template> items,
            Optional<Template> itemSelector,
            Optional<Template> maxConcurrency,
            OnError onError,
            Leaving leaving)
            implements State {}
}
