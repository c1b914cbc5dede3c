package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The Windows machines of a local account: EC2 makes them here, and SSM finds them here. */
public final class ManagedNodes implements Guest.Factory {
    private final Timeline timeline;
    private final RandomSource random;
    private final SortedMap<String, WindowsMachine> machines = new TreeMap<>();
    private final SortedMap<String, Expectations> expected = new TreeMap<>();
    private RecipeFiles files = (bucket, key, versionId) -> true;
    private final GuestPrograms programs = new GuestPrograms(this::expectations, this::holds);
    private Predicate<String> stuckBoots = imageId -> false;
    private CommandFaults faults = CommandFaults.NONE;

    public ManagedNodes(Timeline timeline, RandomSource random) {
        this.timeline = timeline;
        this.random = random.fork("windows");
    }

    /** Says what the scripts of a recipe are taken to do from now on. */
    public void expect(String recipe, Expectations expectations) {
        expected.put(recipe, expectations);
    }

    /**
     * Says from now on from which images, by their ids, a first boot never gets through Setup: the instance runs, its
     * image state stays IMAGE_STATE_UNDEPLOYABLE, and its SSM agent never reports.
     */
    public void stuckBoots(Predicate<String> imageIds) {
        stuckBoots = imageIds;
    }

    /** Decides from now on which commands go otherwise than their recipe is taken to. */
    public void commandFaults(CommandFaults newFaults) {
        faults = newFaults;
    }

    /** Says from now on which files of recipes the machines find in S3; until then they find all. */
    public void files(RecipeFiles found) {
        files = found;
    }

    private boolean holds(String bucket, String key, String versionId) {
        return files.holds(bucket, key, versionId);
    }

    private Expectations expectations(GuestCommand command) {
        return faults.of(command).orElseGet(() -> expected.getOrDefault(command.text("recipe"), Expectations.NONE));
    }

    @Override
    public Guest create(Guest.Hardware hardware, WindowsDisk rootVolume, Guest.Host host) {
        var machine = new WindowsMachine(
                hardware, rootVolume, host, keeper(), timeline, random.fork(hardware.instanceId()), programs);
        machines.put(hardware.instanceId(), machine);
        return machine;
    }

    private WindowsMachine.Keeper keeper() {
        return new WindowsMachine.Keeper() {
            @Override
            public boolean sticksInSetup(String imageId) {
                return stuckBoots.test(imageId);
            }

            @Override
            public void forget(String instanceId) {
                machines.remove(instanceId);
            }
        };
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
