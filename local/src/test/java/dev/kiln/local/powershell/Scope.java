package dev.kiln.local.powershell;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables that a piece of a script sees: its own, and those of whoever called it. */
final class Scope {
    private final Map<String, Object> variables = new TreeMap<>();
    private final Optional<Scope> caller;
    private final Functions functions;

    Scope(Functions functions, Optional<Scope> caller) {
        this.functions = functions;
        this.caller = caller;
    }

    Scope called() {
        return new Scope(functions, Optional.of(this));
    }

    /** That of the script itself, for variables with {@code script:} before their names. */
    Scope script() {
        return caller.map(Scope::script).orElse(this);
    }

    Functions functions() {
        return functions;
    }

    void set(String name, Object value) {
        variables.put(name.toLowerCase(Locale.ROOT), value);
    }

    /** The name of a variable without the scope that stands before it. */
    static String plain(String name) {
        return name.replaceFirst("(?i)^script:", "");
    }

    /** Under strict mode a variable that is not set is an error, as in the scripts. */
    Object get(String name) {
        Object own = variables.get(name.toLowerCase(Locale.ROOT));
        if (own != null) {
            return own;
        }
        return caller.map(scope -> scope.get(name))
                .orElseThrow(() -> new ScriptError("The variable '$" + name + "' has not been set."));
    }
}
