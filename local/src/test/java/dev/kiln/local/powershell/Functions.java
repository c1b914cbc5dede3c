package dev.kiln.local.powershell;

import dev.kiln.local.powershell.Code.Function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Functions of guest scripts that can be called. */
public final class Functions {
    /** A variable that no script can name. */
    static final String NOW = "utc now";

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Function> read = new TreeMap<>();
    private final Scope script = new Scope(this, Optional.empty());

    private final Cmdlets cmdlets = new Cmdlets();

    private Functions() {}

    /** The functions of some guest scripts, named without {@code .ps1}. Each is read when it is called first. */
    public static Functions of(String... scripts) {
        var functions = new Functions();
        for (String name : scripts) {
            functions.add(resource(name));
        }
        return functions;
    }

    private void add(String script) {
        String head = "function ";
        int at = script.startsWith(head) ? 0 : script.indexOf("\n" + head) + 1;
        while (at > 0 || script.startsWith(head, at)) {
            int brace = script.indexOf(" {\n", at);
            int end = script.indexOf("\n}\n", at);
            texts.put(
                    script.substring(at + head.length(), brace).toLowerCase(Locale.ROOT),
                    script.substring(brace + 2, end + 1));
            at = script.indexOf("\n" + head, end) + 1;
        }
    }

    private static String resource(String name) {
        try (var in = Functions.class.getResourceAsStream("/guest/" + name + ".ps1")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts functions in the place of those of the scripts that have their names, and of commands of Windows. */
    public Functions replaced(String functions) {
        add("\n" + functions);
        return this;
    }

    /** Sets a variable of the script, which every function sees. */
    public Functions with(String variable, Object value) {
        script.set(variable, value);
        return this;
    }

    /** What the script was sent, as {@code $KilnArguments}. */
    public Functions sent(String json) {
        return with("KilnArguments", JsonObject.read(json));
    }

    /** The time at which the script runs. */
    public Functions at(Instant now) {
        return with(NOW, new Moment(now));
    }

    /** What a cmdlet gives that this does not know, or another answer than that of one that it knows. */
    public Functions answering(String cmdlet, UnaryOperator<Object> answer) {
        cmdlets.answer(cmdlet, answer);
        return this;
    }

    /**
     * What cmdlets got until now, as parameters and through pipelines: a line for each, as module logging writes it.
     */
    public List<String> heardByCmdlets() {
        return cmdlets.heard();
    }

    Cmdlets cmdlets() {
        return cmdlets;
    }

    /** A time as a script has it. */
    public static Object moment(Instant instant) {
        return new Moment(instant);
    }

    /** Calls a function. What it gives is a list only when it gives more than one thing. */
    public Object call(String name, Object... arguments) {
        return call(script, name, List.of(arguments), Map.of());
    }

    /** Calls a function whose output is taken as a list of texts, as {@code [string[]] @(...)} does it. */
    public List<String> texts(String name, Object... arguments) {
        return Values.elements(call(name, arguments)).stream().map(Values::text).toList();
    }

    boolean knows(String name) {
        return texts.containsKey(name.toLowerCase(Locale.ROOT));
    }

    Object call(Scope caller, String name, List<Object> arguments, Map<String, Object> named) {
        if (!knows(name) || cmdlets.isAnswered(name)) {
            return cmdlets.call(name, arguments, named);
        }
        return run(caller, read.computeIfAbsent(name.toLowerCase(Locale.ROOT), this::parsed), arguments, named);
    }

    Object run(Scope caller, Code.ScriptBlock block, List<Object> arguments) {
        return run(caller, block.function(), arguments, Map.of());
    }

    private static Object run(Scope caller, Function function, List<Object> arguments, Map<String, Object> named) {
        var scope = caller.called();
        var left = new ArrayList<>(arguments);
        for (var parameter : function.parameters()) {
            Object value = named.containsKey(parameter.name().toLowerCase(Locale.ROOT))
                    ? named.get(parameter.name().toLowerCase(Locale.ROOT))
                    : left.isEmpty() ? parameter.otherwise().value(scope) : left.removeFirst();
            scope.set(parameter.name(), Values.as(parameter.type(), value));
        }
        return Values.unrolled(function.body().output(scope));
    }

    private Function parsed(String name) {
        return new Statements(new Text(texts.get(name))).function("");
    }
}
