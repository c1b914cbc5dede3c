package dev.kiln.local.account;

import dev.kiln.local.fault.Calls;
import dev.kiln.local.fault.Killed;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets the calls of the functions through, but for those that are to go wrong. */
final class Faults implements Calls {
    /** How a call goes wrong. */
    enum Fault {
        /** The function dies before the call has left it. */
        DIES_BEFORE(false, true),
        /** The call takes effect, and the function dies before the answer comes. */
        DIES_AFTER(true, true),
        /** The call never arrives, and the SDK says so. */
        REQUEST_LOST(false, false),
        /** The call takes effect, but its answer gets lost, and the SDK says so. */
        ANSWER_LOST(true, false);

        final boolean takesEffect;
        final boolean kills;

        Fault(boolean takesEffect, boolean kills) {
            this.takesEffect = takesEffect;
            this.kills = kills;
        }
    }

    /** Which call goes wrong, and how. */
    interface Rule {
        /** Asked once for each call, in their order; the first is number 1. */
        Optional<Fault> fault(int number, String action);
    }

    private final Rule rule;
    private final List<String> seen = new ArrayList<>();

    Faults(Rule rule) {
        this.rule = rule;
    }

    /** No faults. */
    static Faults none() {
        return new Faults((number, action) -> Optional.empty());
    }

    /** One fault. */
    static Faults at(int number, Fault fault) {
        return new Faults((n, action) -> Optional.of(fault).filter(f -> n == number));
    }

    /** One fault, at the first call of an action. */
    static Faults atFirst(String action, Fault fault) {
        return new Faults(new Rule() {
            private boolean over;

            @Override
            public Optional<Fault> fault(int number, String called) {
                boolean now = !over && called.equals(action);
                over |= now;
                return Optional.of(fault).filter(f -> now);
            }
        });
    }

    /** The actions that were called, in their order. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public <T> T make(String action, Supplier<T> call) {
        seen.add(action);
        var wrong = rule.fault(seen.size(), action);
        return wrong.isPresent() ? spoil(action, call, wrong.get()) : call.get();
    }

    private static <T> T spoil(String action, Supplier<T> call, Fault fault) {
        String effect = fault.takesEffect ? "the answer was " + call.get() : "it never arrived";
        if (fault.kills) {
            throw new Killed(action + "; " + effect);
        }
        throw SdkClientException.create(action + " had no answer; " + effect);
    }
}
