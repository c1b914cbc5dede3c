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
import java.time.Instant;
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

    /** Lambda waits a minute before it tries an asynchronous event for the second time, and two before the third. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Timeline timeline;
    private final RandomSource random;
    private final Map<FunctionName, Deployed> functions = new LinkedHashMap<>();
    private final SortedMap<String, Integer> invocations = new TreeMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private Sandbox sandbox = Sandbox.SOUND;

    /** A function and how it is run. */
    private record Deployed(RequestStreamHandler handler, FunctionSettings settings) {}

    /** An event that was handed over. */
    private record Event(String function, String payload, String requestId, Instant since) {}

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
        deploy(functionArnOrName, handler, FunctionSettings.usual());
    }

    /** The same with settings of its own. */
    public void deploy(String functionArnOrName, RequestStreamHandler handler, FunctionSettings settings) {
        functions.put(FunctionName.of(functionArnOrName), new Deployed(handler, settings));
    }

    /** Decides from now on how invocations go. */
    public void sandbox(Sandbox newSandbox) {
        sandbox = newSandbox;
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
     * it fails it is tried again, as its settings say, always with the same request id; then the event becomes a dead
     * letter.
     */
    public void invokeAsync(String functionArnOrName, String payloadJson) {
        var event = new Event(functionArnOrName, payloadJson, random.uuid(), timeline.instant());
        if (size(payloadJson) > ASYNC_LIMIT) {
            bury(event, 0, Failures.requestTooLarge(ASYNC_LIMIT, event.requestId()));
        } else if (!deployed(functionArnOrName)) {
            bury(event, 0, Failures.notFound(functionArnOrName, event.requestId()));
        } else {
            attempt(event, 1, Duration.ZERO);
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

    private void attempt(Event event, int attempt, Duration delay) {
        timeline.after(delay, "invoke " + event.function() + ", attempt " + attempt, () -> {
            var ended = invoke(event.function(), event.payload(), event.requestId());
            if (ended instanceof Invocation.Raised raised) {
                retry(event, attempt, raised);
            }
        });
    }

    private void retry(Event event, int attempt, Invocation.Raised raised) {
        var settings = settings(event);
        if (attempt > settings.retries() || tooOld(event, settings, RETRIES.get(attempt - 1))) {
            bury(event, attempt, raised);
        } else {
            attempt(event, attempt + 1, RETRIES.get(attempt - 1));
        }
    }

    private boolean tooOld(Event event, FunctionSettings settings, Duration delay) {
        var oldest = event.since().plus(settings.maximumEventAge());
        return timeline.instant().plus(delay).isAfter(oldest);
    }

    private FunctionSettings settings(Event event) {
        return Optional.ofNullable(functions.get(FunctionName.of(event.function())))
                .map(Deployed::settings)
                .orElseGet(FunctionSettings::usual);
    }

    private void bury(Event event, int attempts, Invocation.Raised raised) {
        var letter = new DeadLetter(
                event.function(),
                event.payload(),
                event.requestId(),
                attempts,
                raised.errorType(),
                raised.payloadJson(),
                timeline.instant());
        deadLetters.add(letter);
        settings(event).onFailure().accept(letter);
    }

    private Invocation invoke(String functionArn, String payloadJson, String requestId) {
        var name = FunctionName.of(functionArn);
        var function = Optional.ofNullable(functions.get(name));
        if (function.isEmpty()) {
            return Failures.notFound(functionArn, requestId);
        }
        if (size(payloadJson) > SYNC_LIMIT) {
            return Failures.requestTooLarge(SYNC_LIMIT, requestId);
        }
        invocations.merge(name.name(), 1, Integer::sum);
        var settings = function.get().settings();
        return sandbox.invoke(
                new Sandbox.Call(name.name(), payloadJson, settings.timeout()),
                () -> run(function.get().handler(), payloadJson, context(name, requestId, settings)));
    }

    private LocalContext context(FunctionName name, String requestId, FunctionSettings settings) {
        var deadline = timeline.instant().plus(settings.timeout());
        return new LocalContext(name, requestId, timeline, deadline, settings.memoryMiB());
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
