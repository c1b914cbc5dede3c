package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;

import java.util.Optional;

/** Where instances run: makes machines, and cleans up when one has ended. */
final class Hosts {
    private final Engine engine;
    private final Store store;
    private final Guest.Factory guests;
    private Capacity capacity = Capacity.UNLIMITED;
    private LaunchFaults faults = LaunchFaults.NONE;
    private Leftovers leftovers = Leftovers.NONE;

    Hosts(Engine engine, Store store, Guest.Factory guests) {
        this.engine = engine;
        this.store = store;
        this.guests = guests;
    }

    void capacity(Capacity newCapacity) {
        capacity = newCapacity;
    }

    void faults(LaunchFaults newFaults) {
        faults = newFaults;
    }

    void leftovers(Leftovers newLeftovers) {
        leftovers = newLeftovers;
    }

    /** Why an instance that is launched now will terminate instead of starting. */
    Optional<StoredReason> fault(InstanceFacts facts) {
        return faults.of(facts.imageId(), facts.instanceType());
    }

    void checkCapacity(String zone, String instanceType) {
        if (!capacity.has(zone, instanceType)) {
            throw Ec2Errors.noCapacity(zone, instanceType);
        }
    }

    /** A machine that is on the books but does nothing yet. */
    Machine add(InstanceFacts facts, InstanceLife life, WindowsDisk disk) {
        var machine =
                new Machine(engine, guests, facts, life, disk, store.volumes().of(facts), this::ended);
        store.instances().add(machine);
        if (life.shownUntil().isPresent()) {
            store.instances().ended(machine);
        } else {
            store.interfaces().add(StoredInterface.of(facts, life.launchedAt()));
        }
        return machine;
    }

    private void ended(Machine machine) {
        store.volumes().release(machine.facts(), leftovers);
        store.interfaces().release(machine.facts(), leftovers);
        store.instances().ended(machine);
    }
}
