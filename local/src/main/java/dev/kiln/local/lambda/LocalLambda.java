package dev.kiln.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kiln.local.states.FunctionInvoker;
import dev.kiln.local.states.Invocation;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lambda of a local account: handlers by function name. A handler gets the very bytes of its event and runs to its end
 * on the caller's thread, in no virtual time.
 */
public final class LocalLambda implements FunctionInvoker {
    /** The quota of a synchronous payload, request and response alike (Lambda developer guide, "Lambda quotas"). */
    private static final int SYNC_LIMIT = 6_291_556;

    private static final int ASYNC_LIMIT = 1_048_576;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(15);
    /** An asynchronous event is tried three times; Lambda waits a minute before the second and two before the third. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Timeline timeline;
    private final RandomSource random;
    private final Map<FunctionName, RequestStreamHandler> functions = new LinkedHashMap<>();
    private final SortedMap<String, Integer> invocations = new TreeMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    /**
     * The service of one account.
     *
     * @param random draws request ids
     */
    public LocalLambda(Timeline timeline, RandomSource random) {
        this.timeline = timeline;
        this.random = random;
    }

    /**
     * Makes a function, or gives one that exists new code. A function that is deployed under an alias is known under
     * that alias alone.
     *
     * @param functionArnOrName {@code NAME}, {@code NAME:ALIAS} or the ARN of either
     */
    public void deploy(String functionArnOrName, RequestStreamHandler handler) {
        functions.put(FunctionName.of(functionArnOrName), handler);
    }

    /** Whether there is a function of this name under this alias. */
    public boolean deployed(String functionArnOrName) {
        return functions.containsKey(FunctionName.of(functionArnOrName));
    }

    @Override
    public Invocation invoke(String functionArn, String payloadJson) {
        return invoke(functionArn, payloadJson, random.uuid());
    }

    /**
     * Hands an event over, as EventBridge and the scheduler do. The function runs as the next thing of this instant. If
     * it fails it is tried again after a minute and after two more, always with the same request id; then the event
     * becomes a dead letter.
     */
    public void invokeAsync(String functionArnOrName, String payloadJson) {
        var requestId = random.uuid();
        if (size(payloadJson) > ASYNC_LIMIT) {
            bury(functionArnOrName, payloadJson, 0, Failures.requestTooLarge(ASYNC_LIMIT, requestId));
        } else if (!deployed(functionArnOrName)) {
            bury(functionArnOrName, payloadJson, 0, Failures.notFound(functionArnOrName, requestId));
        } else {
            attempt(functionArnOrName, payloadJson, requestId, 1, Duration.ZERO);
        }
    }

    /** How often each function has run, by name without alias. */
    public SortedMap<String, Integer> invocations() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(invocations));
    }

    /** Asynchronous events that were given up, oldest first. */
    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    private void attempt(String function, String payload, String requestId, int attempt, Duration delay) {
        timeline.after(delay, "invoke " + function + ", attempt " + attempt, () -> {
            var ended = invoke(function, payload, requestId);
            if (ended instanceof Invocation.Raised raised) {
                retry(function, payload, requestId, attempt, raised);
            }
        });
    }

    private void retry(String function, String payload, String requestId, int attempt, Invocation.Raised raised) {
        if (attempt > RETRIES.size()) {
            bury(function, payload, attempt, raised);
        } else {
            attempt(function, payload, requestId, attempt + 1, RETRIES.get(attempt - 1));
        }
    }

    private void bury(String function, String payload, int attempts, Invocation.Raised raised) {
        deadLetters.add(new DeadLetter(
                function, payload, attempts, raised.errorType(), raised.payloadJson(), timeline.instant()));
    }

    private Invocation invoke(String functionArn, String payloadJson, String requestId) {
        var name = FunctionName.of(functionArn);
        var handler = Optional.ofNullable(functions.get(name));
        if (handler.isEmpty()) {
            return Failures.notFound(functionArn, requestId);
        }
        if (size(payloadJson) > SYNC_LIMIT) {
            return Failures.requestTooLarge(SYNC_LIMIT, requestId);
        }
        invocations.merge(name.name(), 1, Integer::sum);
        return run(handler.get(), payloadJson, context(name, requestId));
    }

    private LocalContext context(FunctionName name, String requestId) {
        return new LocalContext(name, requestId, timeline, timeline.instant().plus(LONGEST_RUN));
    }

    /** Whatever a handler throws is reported, errors included, unless the JVM itself is broken. */
    private static Invocation run(RequestStreamHandler handler, String payloadJson, LocalContext context) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(payloadJson.getBytes(StandardCharsets.UTF_8)), output, context);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return Failures.thrown(e);
        }
        return output.size() > SYNC_LIMIT
                ? Failures.responseTooLarge(SYNC_LIMIT)
                : new Invocation.Returned(output.toString(StandardCharsets.UTF_8));
    }

    private static int size(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
