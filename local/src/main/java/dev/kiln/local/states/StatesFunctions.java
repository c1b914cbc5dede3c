package dev.kiln.local.states;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.RandomSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions that Step Functions adds to JSONata
 * (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html), and those of JSONata that would
 * otherwise look at the machine's clock or draw from its randomness.
 */
final class StatesFunctions {
    private static final int MAX_RANGE = 1000;
    private static final double TWO_TO_53 = 0x1p53;

    private final RandomSource random;
    private final InstantSource clock;
    private final Map<String, JFunction> byName = new LinkedHashMap<>();

    StatesFunctions(RandomSource random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        add("partition", arguments -> partition(list(arguments, 0), whole(arguments, 1)));
        add("range", arguments -> range(whole(arguments, 0), whole(arguments, 1), whole(arguments, 2)));
        add("hash", arguments -> hash(text(arguments, 0), text(arguments, 1)));
        add("random", arguments -> arguments.isEmpty() ? draw(random) : draw(new RandomSource(whole(arguments, 0))));
        add("uuid", arguments -> random.uuid());
        add("parse", arguments -> Plain.of(PipelineJson.tree(text(arguments, 0))));
        add("shuffle", arguments -> shuffle(list(arguments, 0)));
        add("millis", arguments -> clock.instant().toEpochMilli());
        add("now", this::now);
        add("eval", arguments -> {
            throw new IllegalArgumentException("$eval does not exist in Step Functions; use $parse");
        });
    }

    void bind(Frame frame) {
        byName.forEach(frame::bind);
    }

    private interface Body {
        Object call(List<?> arguments);
    }

    private void add(String name, Body body) {
        JFunctionCallable callable = (input, arguments) -> body.call(arguments);
        byName.put(name, new JFunction(callable, null));
    }

    private Object now(List<?> arguments) {
        if (arguments.isEmpty()) {
            return Timestamps.millis(clock.instant());
        }
        var zone = arguments.size() > 1 ? text(arguments, 1) : "+0000";
        return Functions.dateTimeFromMillis(clock.instant().toEpochMilli(), text(arguments, 0), zone);
    }

    private static List<List<Object>> partition(List<?> values, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("$partition needs a size of at least 1");
        }
        var parts = new ArrayList<List<Object>>();
        for (int from = 0; from < values.size(); from += (int) size) {
            parts.add(new ArrayList<>(values.subList(from, (int) Math.min(values.size(), from + size))));
        }
        return parts;
    }

    private static List<Long> range(long first, long last, long step) {
        if (step == 0 || (last - first) / step >= MAX_RANGE) {
            throw new IllegalArgumentException("$range needs a step other than 0 and at most 1000 values");
        }
        var values = new ArrayList<Long>();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            values.add(value);
        }
        return values;
    }

    private static String hash(String data, String algorithm) {
        if (!List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
            throw new IllegalArgumentException(
                    "$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not " + algorithm);
        }
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(data.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    private static double draw(RandomSource source) {
        long bits = ((long) source.nextInt(1 << 26) << 27) + source.nextInt(1 << 27);
        return (double) bits / TWO_TO_53;
    }

    private List<Object> shuffle(List<?> values) {
        var shuffled = new ArrayList<Object>(values);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    private static List<?> list(List<?> arguments, int index) {
        return argument(arguments, index) instanceof List<?> values ? values : List.of(argument(arguments, index));
    }

    private static long whole(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof Number number) {
            return Math.round(number.doubleValue());
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " must be a number");
    }

    private static String text(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " must be a string");
    }

    private static Object argument(List<?> arguments, int index) {
        if (index >= arguments.size() || arguments.get(index) == null) {
            throw new IllegalArgumentException("argument " + (index + 1) + " is missing or undefined");
        }
        return arguments.get(index);
    }
}
