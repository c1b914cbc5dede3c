package dev.kiln.local.account;

import dev.kiln.local.fault.Calls;

import java.util.function.Supplier;

/** Lets something else happen just before one of the functions' calls, as another function would at the same time. */
final class Meanwhile implements Calls {
    private final int number;
    private Runnable other = () -> {};
    private int seen;

    /**
     * Waits for a call.
     *
     * @param number of the call, from 1
     */
    Meanwhile(int number) {
        this.number = number;
    }

    /** What happens then, once. */
    void happens(Runnable what) {
        other = what;
    }

    /** Whether the call was reached. */
    boolean over() {
        return seen >= number;
    }

    @Override
    public <T> T make(String action, Supplier<T> call) {
        seen++;
        if (seen == number) {
            other.run();
        }
        return call.get();
    }
}
