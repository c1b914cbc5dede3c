package dev.kiln.local.states;

import dev.kiln.local.states.State.Catcher;
import dev.kiln.local.states.State.Leaving;
import dev.kiln.local.states.State.OnError;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads how a state is left: well ({@code Next}, {@code Output}, {@code Assign}) or with an error. */
final class LeavingLoader {
    private static final int MAX_VARIABLE_NAME = 80;
    private static final long MAX_INTERVAL = 99_999_999;
    private static final long MAX_DELAY = 31_622_400;

    private LeavingLoader() {}

    static Leaving load(Fields fields) {
        var end = fields.flag("End");
        if (end == fields.has("Next")) {
            throw fields.refuse("Next", "the state needs either \"Next\" or \"End\": true");
        }
        return leaving(fields, fields.text("Next"));
    }

    static Leaving to(Fields fields, String next) {
        return leaving(fields, Optional.of(next));
    }

    private static Leaving leaving(Fields fields, Optional<String> next) {
        if (fields.has("Assign")) {
            fields.required("Assign")
                    .fieldNames()
                    .forEachRemaining(name -> checkVariable(fields.object("Assign"), name));
        }
        return new Leaving(fields.template("Assign"), fields.template("Output"), next);
    }

    private static void checkVariable(Fields assign, String name) {
        if (name.equals("states") || name.isEmpty() || name.length() > MAX_VARIABLE_NAME) {
            throw assign.refuse(name, "a variable's name has 1 to 80 characters and is not \"states\"");
        }
    }

    static OnError onError(Fields fields) {
        var retriers = new ArrayList<Retrier>();
        for (var retry : fields.objects("Retry")) {
            retriers.add(retrier(retry));
        }
        var catchers = new ArrayList<Catcher>();
        for (var entry : fields.objects("Catch")) {
            entry.allowOnly(List.of("ErrorEquals", "Next", "Assign", "Output", "Comment"));
            catchers.add(new Catcher(errors(entry), to(entry, entry.requiredText("Next"))));
        }
        checkAllLast(fields, "Retry", retriers.stream().map(Retrier::errors).toList());
        checkAllLast(fields, "Catch", catchers.stream().map(Catcher::errors).toList());
        return new OnError(List.copyOf(retriers), List.copyOf(catchers));
    }

    private static Retrier retrier(Fields retry) {
        retry.allowOnly(List.of(
                "ErrorEquals",
                "IntervalSeconds",
                "MaxAttempts",
                "BackoffRate",
                "MaxDelaySeconds",
                "JitterStrategy",
                "Comment"));
        return new Retrier(
                errors(retry),
                retry.whole("IntervalSeconds", 1, MAX_INTERVAL).orElse(1L),
                retry.whole("MaxAttempts", 0, MAX_INTERVAL).orElse(3L),
                backoff(retry),
                retry.whole("MaxDelaySeconds", 1, MAX_DELAY).orElse(MAX_DELAY),
                jitter(retry));
    }

    private static double backoff(Fields retry) {
        var rate = retry.node("BackoffRate")
                .map(node -> node.isNumber() ? node.doubleValue() : 0)
                .orElse(2.0);
        if (rate < 1) {
            throw retry.refuse("BackoffRate", "it must be a number of at least 1");
        }
        return rate;
    }

    private static boolean jitter(Fields retry) {
        var strategy = retry.text("JitterStrategy").orElse("NONE");
        return switch (strategy) {
            case "FULL" -> true;
            case "NONE" -> false;
            default -> throw retry.refuse("JitterStrategy", "it is FULL or NONE, not " + strategy);
        };
    }

    private static List<String> errors(Fields entry) {
        var errors = entry.texts("ErrorEquals");
        if (errors.contains(Failure.ALL) && errors.size() > 1) {
            throw entry.refuse("ErrorEquals", "States.ALL must stand alone");
        }
        return errors;
    }

    private static void checkAllLast(Fields fields, String field, List<List<String>> entries) {
        for (int i = 0; i < entries.size() - 1; i++) {
            if (entries.get(i).contains(Failure.ALL)) {
                throw fields.refuse(field, "States.ALL must be in the last entry");
            }
        }
    }
}
