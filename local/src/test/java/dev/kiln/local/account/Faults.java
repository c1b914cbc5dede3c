package dev.kiln.local.account;

import dev.kiln.handler.Pipeline;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
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

    /** What Lambda's sandbox does to a function: nothing in it can catch this. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String message) {
            super(message);
        }
    }

    private final IntFunction<Optional<Fault>> fault;
    private final List<String> seen = new ArrayList<>();

    /**
     * Faults by the number of the call, from 1.
     *
     * @param fault asked once for each call, in their order
     */
    Faults(IntFunction<Optional<Fault>> fault) {
        this.fault = fault;
    }

    /** The clients of an account with this between them and the functions. */
    Pipeline.Clients around(Pipeline.Clients real) {
        return new Pipeline.Clients(
                new InterceptedDynamo(real.dynamo(), this),
                new InterceptedEc2(real.ec2(), this),
                new InterceptedSsm(real.ssm(), this),
                new InterceptedStates(real.sfn(), this),
                new InterceptedS3(real.s3(), this));
    }

    /** The actions that were called, in their order. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public <T> T make(String action, Supplier<T> call) {
        seen.add(action);
        var wrong = fault.apply(seen.size());
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
