package dev.kiln.local.schedule;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.Target;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the API of EventBridge Scheduler (2021-06-30) refuses about the fields of a schedule. */
final class ScheduleRules {
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
    private static final Pattern ROLE = Pattern.compile("arn:aws(-[a-z]+)?:iam::\\d{12}:role/[\\w+=,.@/-]+");
    private static final Pattern QUEUE = Pattern.compile("arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+");
    private static final Pattern FUNCTION =
            Pattern.compile("arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]+(:[a-zA-Z0-9-_$]+)?");
    private static final int LONGEST_EXPRESSION = 256;
    private static final int LONGEST_ZONE = 50;
    private static final int LONGEST_DESCRIPTION = 512;
    private static final int LEAST_AGE = 60;
    private static final int MOST_AGE = 86_400;
    private static final int MOST_RETRIES = 185;

    private ScheduleRules() {}

    static String name(String field, String value) {
        check(field, value, NAME);
        return value;
    }

    static void token(Optional<String> token) {
        token.ifPresent(value -> check("clientToken", value, TOKEN));
    }

    static String timeZone(Optional<String> given) {
        String zone = given.orElse("UTC");
        boolean known =
                zone.length() <= LONGEST_ZONE && ZoneId.getAvailableZoneIds().contains(zone);
        if (!known) {
            throw SchedulerErrors.validation("Invalid Schedule Expression Timezone " + zone + ".");
        }
        return zone;
    }

    static String expression(String text, String zone, Instant now) {
        required("scheduleExpression", text);
        try {
            var expression = ScheduleExpression.of(text, ZoneId.of(zone), now);
            if (expression instanceof ScheduleExpression.At
                    && expression.after(now).isEmpty()) {
                throw new UnsupportedOperationException("CreateSchedule: what becomes of a single time in the past is"
                        + " not documented, so the local account does not support " + text);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw SchedulerErrors.validation("Invalid Schedule Expression " + text + ".");
        }
        if (text.length() > LONGEST_EXPRESSION) {
            throw SchedulerErrors.validation("Invalid Schedule Expression " + text + ".");
        }
        return text;
    }

    static void window(FlexibleTimeWindow window) {
        required("flexibleTimeWindow", window);
        required("flexibleTimeWindow.mode", window.modeAsString());
        if (window.mode() == FlexibleTimeWindowMode.UNKNOWN_TO_SDK_VERSION) {
            throw SchedulerErrors.validation("1 validation error detected: Value '" + window.modeAsString()
                    + "' at 'flexibleTimeWindow.mode' failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [OFF, FLEXIBLE]");
        }
        if (window.mode() != FlexibleTimeWindowMode.OFF) {
            throw new UnsupportedOperationException("FlexibleTimeWindow: only OFF is supported by the local account");
        }
    }

    static Optional<String> description(Optional<String> text) {
        if (text.filter(t -> t.length() > LONGEST_DESCRIPTION).isPresent()) {
            throw SchedulerErrors.validation("1 validation error detected: Value at 'description' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + LONGEST_DESCRIPTION);
        }
        return text;
    }

    /** A target that is a function; its input must be given, because the default one is not documented. */
    static StoredSchedule.Target target(Target target) {
        required("target", target);
        RequestFields.refuseOthers(
                "Target", target, Set.of("Arn", "RoleArn", "Input", "RetryPolicy", "DeadLetterConfig"));
        required("target.arn", target.arn());
        check("target.roleArn", target.roleArn(), ROLE);
        if (!FUNCTION.matcher(target.arn()).matches() || target.input() == null) {
            throw new UnsupportedOperationException(
                    "Target: only functions of Lambda with an Input are supported by the local account, not "
                            + target.arn());
        }
        json(target.input());
        var queue = Optional.ofNullable(target.deadLetterConfig()).map(config -> config.arn());
        queue.ifPresent(arn -> check("target.deadLetterConfig.arn", arn, QUEUE));
        var retry = Optional.ofNullable(target.retryPolicy());
        return new StoredSchedule.Target(
                target.arn(),
                target.roleArn(),
                target.input(),
                range(
                        "target.retryPolicy.maximumEventAgeInSeconds",
                        retry.map(r -> r.maximumEventAgeInSeconds()),
                        LEAST_AGE,
                        MOST_AGE),
                range(
                        "target.retryPolicy.maximumRetryAttempts",
                        retry.map(r -> r.maximumRetryAttempts()),
                        0,
                        MOST_RETRIES),
                queue);
    }

    /** What is not given is the most. */
    private static int range(String field, Optional<Integer> given, int least, int most) {
        int value = given.orElse(most);
        if (value < least || value > most) {
            throw SchedulerErrors.validation("1 validation error detected: Value '" + value + "' at '" + field
                    + "' failed to satisfy constraint: Member must have value between " + least + " and " + most);
        }
        return value;
    }

    private static void json(String input) {
        try {
            PipelineJson.tree(input);
        } catch (IllegalArgumentException e) {
            throw SchedulerErrors.validation("Invalid JSON format in Input.");
        }
    }

    private static void check(String field, String value, Pattern pattern) {
        required(field, value);
        if (!pattern.matcher(value).matches()) {
            throw SchedulerErrors.validation("1 validation error detected: Value '" + value + "' at '" + field
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + pattern.pattern());
        }
    }

    private static void required(String field, Object value) {
        if (value == null) {
            throw SchedulerErrors.validation("1 validation error detected: Value at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
    }
}
