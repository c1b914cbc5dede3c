package dev.kiln.local.windows;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a local account, which runs no PowerShell of a recipe, takes its scripts to do: the file
 * {@code expectations.yaml} beside the recipe. The {@code takes} of a step that installs updates is the time of the
 * whole step: it is divided over the runs between its restarts, which take their own time.
 *
 * @param steps by step name
 * @param sealFails why Sysprep fails; empty when it succeeds
 * @param password what the machine finds in the secret that a recipe names
 * @param verify by name of the check
 */
public record Expectations(
        SortedMap<String, ScriptExpectation> steps,
        Optional<String> sealFails,
        Optional<String> password,
        SortedMap<String, ScriptExpectation> verify) {
    /** Everything succeeds. */
    public static final Expectations NONE =
            new Expectations(new TreeMap<>(), Optional.empty(), Optional.empty(), new TreeMap<>());

    /** Without a word about a password. */
    public Expectations(
            SortedMap<String, ScriptExpectation> steps,
            Optional<String> sealFails,
            SortedMap<String, ScriptExpectation> verify) {
        this(steps, sealFails, Optional.empty(), verify);
    }

    public Expectations {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        verify = Collections.unmodifiableSortedMap(new TreeMap<>(verify));
    }

    /**
     * Reads the file.
     *
     * @throws InvalidExpectations naming every mistake with its line
     */
    public static Expectations read(String yaml) {
        return new ExpectationsReader().read(yaml);
    }

    ScriptExpectation step(String name) {
        return steps.getOrDefault(name, ScriptExpectation.NONE);
    }

    ScriptExpectation check(String name) {
        return verify.getOrDefault(name, ScriptExpectation.NONE);
    }
}
