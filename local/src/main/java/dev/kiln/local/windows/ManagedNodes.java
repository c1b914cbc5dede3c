package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Windows machines of a local account: EC2 makes them here, and SSM finds them here. */
public final class ManagedNodes implements Guest.Factory {
    private final Timeline timeline;
    private final RandomSource random;
    private final SortedMap<String, WindowsMachine> machines = new TreeMap<>();
    private final SortedMap<String, Expectations> expected = new TreeMap<>();
    private final GuestPrograms programs = new GuestPrograms(this::expectations);

    public ManagedNodes(Timeline timeline, RandomSource random) {
        this.timeline = timeline;
        this.random = random.fork("windows");
    }

    /** Says what the scripts of a recipe are taken to do from now on. */
    public void expect(String recipe, Expectations expectations) {
        expected.put(recipe, expectations);
    }

    private Expectations expectations(String recipe) {
        return expected.getOrDefault(recipe, Expectations.NONE);
    }

    @Override
    public Guest create(Guest.Hardware hardware, WindowsDisk rootVolume, Guest.Host host) {
        var machine = new WindowsMachine(
                hardware, rootVolume, host, this::forget, timeline, random.fork(hardware.instanceId()), programs);
        machines.put(hardware.instanceId(), machine);
        return machine;
    }

    private void forget(String instanceId) {
        machines.remove(instanceId);
    }

    /** The machine in an instance; empty when the instance is being terminated, or never was. */
    public Optional<WindowsMachine> machine(String instanceId) {
        return Optional.ofNullable(machines.get(instanceId));
    }

    /** The machines by instance id, also those that are stopped. */
    public SortedMap<String, WindowsMachine> machines() {
        return Collections.unmodifiableSortedMap(machines);
    }
}
