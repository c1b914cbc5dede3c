package dev.kiln.local.simulation;

import dev.kiln.local.fault.Calls;

import java.util.List;
import java.util.function.Supplier;

/** The calls of functions with the faults around them, and the invariants where they take effect. */
final class SimulatedCalls implements Calls {
    private final Invocations invocations;
    private final List<CallFault> faults;
    private final List<Witness> witnesses;

    SimulatedCalls(Invocations invocations, List<CallFault> faults, List<Witness> witnesses) {
        this.invocations = invocations;
        this.faults = faults;
        this.witnesses = witnesses;
    }

    @Override
    public <T> T make(String action, Supplier<T> call) {
        return make(action, action, call);
    }

    @Override
    public <T> T make(String action, Object request, Supplier<T> call) {
        var running = invocations.current();
        return running.isEmpty()
                ? call.get()
                : make(new ApiCall(action, request, running.get().function()), call);
    }

    private <T> T make(ApiCall call, Supplier<T> real) {
        faults.forEach(fault -> fault.before(call));
        witnesses.forEach(witness -> witness.before(call));
        T answer = real.get();
        for (Witness witness : witnesses) {
            witness.after(call, answer);
        }
        for (CallFault fault : faults) {
            answer = fault.after(call, answer);
        }
        return answer;
    }
}
