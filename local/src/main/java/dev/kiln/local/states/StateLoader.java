package dev.kiln.local.states;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads one state. Each type has its list of fields; any other field is refused. */
final class StateLoader {
    private static final List<String> COMMON = List.of("Type", "Comment", "QueryLanguage");
    private static final List<String> LEAVING = List.of("Assign", "Output", "Next", "End");
    private static final List<String> ERRORS = List.of("Retry", "Catch");

    private final GraphLoader graphs;
    private final Set<String> variables;

    StateLoader(GraphLoader graphs, Set<String> variables) {
        this.graphs = graphs;
        this.variables = variables;
    }

    State load(String name, Fields fields) {
        fields.text("QueryLanguage")
                .filter(language -> !language.equals("JSONata"))
                .ifPresent(language -> {
                    throw fields.refuse("QueryLanguage", language + " is not supported; only JSONata is");
                });
        var type = fields.requiredText("Type");
        return switch (type) {
            case "Task" -> task(name, fields);
            case "Choice" -> choice(name, fields);
            case "Wait" -> waiting(name, fields);
            case "Pass" -> pass(name, fields);
            case "Succeed" -> succeed(name, fields);
            case "Fail" -> fail(name, fields);
            case "Parallel" -> parallel(name, fields);
            case "Map" -> map(name, fields);
            default -> throw fields.refuse("Type", "there is no state type " + type);
        };
    }

    private static State task(String name, Fields fields) {
        allow(fields, LEAVING, ERRORS, List.of("Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds"));
        return TaskLoader.load(name, fields);
    }

    private static State choice(String name, Fields fields) {
        allow(fields, List.of("Choices", "Default", "Assign", "Output"));
        var rules = new ArrayList<State.Rule>();
        for (var rule : fields.objects("Choices")) {
            rule.allowOnly(List.of("Condition", "Next", "Assign", "Output", "Comment"));
            rule.required("Condition");
            var condition = rule.template("Condition").orElseThrow();
            rules.add(new State.Rule(condition, LeavingLoader.to(rule, rule.requiredText("Next"))));
        }
        if (rules.isEmpty()) {
            throw fields.refuse("Choices", "it must hold at least one rule");
        }
        var otherwise = fields.text("Default").map(next -> LeavingLoader.to(fields, next));
        return new State.Choice(name, List.copyOf(rules), otherwise);
    }

    private static State waiting(String name, Fields fields) {
        allow(fields, LEAVING, List.of("Seconds", "Timestamp"));
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            throw fields.refuse("Seconds", "a Wait has either Seconds or Timestamp");
        }
        var until = fields.has("Timestamp");
        var time = until ? fields.template("Timestamp") : fields.numberTemplate("Seconds", 0, 99_999_999);
        return new State.Wait(name, until, time.orElseThrow(), LeavingLoader.load(fields));
    }

    private static State pass(String name, Fields fields) {
        allow(fields, LEAVING);
        return new State.Pass(name, LeavingLoader.load(fields));
    }

    private static State succeed(String name, Fields fields) {
        allow(fields, List.of("Output"));
        return new State.Succeed(
                name, new State.Leaving(Optional.empty(), fields.template("Output"), Optional.empty()));
    }

    private static State fail(String name, Fields fields) {
        allow(fields, List.of("Error", "Cause"));
        return new State.Fail(name, fields.template("Error"), fields.template("Cause"));
    }

    private State parallel(String name, Fields fields) {
        allow(fields, LEAVING, ERRORS, List.of("Branches", "Arguments"));
        var branches = new ArrayList<StateGraph>();
        for (var branch : fields.objects("Branches")) {
            branch.allowOnly(List.of("StartAt", "States", "Comment"));
            branches.add(graphs.load(branch, variables));
        }
        if (branches.isEmpty()) {
            throw fields.refuse("Branches", "it must hold at least one branch");
        }
        return new State.Parallel(
                name,
                List.copyOf(branches),
                fields.template("Arguments"),
                LeavingLoader.onError(fields),
                LeavingLoader.load(fields));
    }

    private State map(String name, Fields fields) {
        allow(fields, LEAVING, ERRORS, List.of("Items", "ItemSelector", "ItemProcessor", "MaxConcurrency"));
        var processor = fields.object("ItemProcessor");
        processor.allowOnly(List.of("ProcessorConfig", "StartAt", "States", "Comment"));
        if (processor.has("ProcessorConfig")) {
            checkInline(processor.object("ProcessorConfig"));
        }
        return new State.Map(
                name,
                graphs.load(processor, variables),
                fields.template("Items"),
                fields.template("ItemSelector"),
                fields.numberTemplate("MaxConcurrency", 0, 10_000),
                LeavingLoader.onError(fields),
                LeavingLoader.load(fields));
    }

    private static void checkInline(Fields config) {
        config.allowOnly(List.of("Mode", "ExecutionType"));
        config.text("Mode").filter(mode -> !mode.equals("INLINE")).ifPresent(mode -> {
            throw config.refuse("Mode", "a Map of mode " + mode + " is not supported; only INLINE is");
        });
        if (config.has("ExecutionType")) {
            throw config.refuse("ExecutionType", "it belongs to a Distributed Map, which is not supported");
        }
    }

    @SafeVarargs
    private static void allow(Fields fields, List<String>... lists) {
        var names = new ArrayList<>(COMMON);
        for (var list : lists) {
            names.addAll(list);
        }
        fields.allowOnly(names);
    }
}
