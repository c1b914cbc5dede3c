package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

import java.util.LinkedHashMap;

/** Writes the account down, and takes it up again in another process. */
final class Records {
    private final Engine engine;
    private final Store store;
    private final Addresses addresses;
    private final LaunchTokens tokens;
    private final Hosts hosts;
    private final ImageMaking making;
    private final SnapshotMaking snapshots;
    private final VolumeModifying modifying;
    private final CopyCalls copies;

    Records(
            Engine engine,
            Store store,
            Addresses addresses,
            LaunchTokens tokens,
            Hosts hosts,
            ImageMaking making,
            SnapshotMaking snapshots,
            VolumeModifying modifying,
            CopyCalls copies) {
        this.copies = copies;
        this.snapshots = snapshots;
        this.modifying = modifying;
        this.engine = engine;
        this.store = store;
        this.addresses = addresses;
        this.tokens = tokens;
        this.hosts = hosts;
        this.making = making;
    }

    Ec2State write() {
        return new Ec2State(
                engine.ids().life(),
                addresses.given(),
                store.instances().all().map(Machine::stored).toList(),
                store.volumes().all(),
                store.interfaces().all().stream().filter(i -> !i.attached()).toList(),
                store.keyPairs().all(),
                store.images().own(),
                store.snapshots().own(),
                store.tags().all(),
                tokens.all(),
                copies.tokens(),
                store.images().heldNames(),
                store.images().deregistered());
    }

    /** Everything is on the books before anything goes on, because a guest may look around as it resumes. */
    void takeUp(Ec2State state) {
        if (store.instances().all().findAny().isPresent()
                || !store.images().own().isEmpty()) {
            throw new IllegalStateException("only a fresh account can be restored");
        }
        engine.ids().begin(state.lives() + 1);
        addresses.goOnFrom(state.addressesGiven());
        state.volumes().forEach(store.volumes()::add);
        state.leftInterfaces().forEach(store.interfaces()::add);
        state.keyPairs().forEach(store.keyPairs()::add);
        state.images().forEach(store.images()::add);
        state.snapshots().forEach(store.snapshots()::add);
        state.tags().forEach(store.tags()::put);
        tokens.all().putAll(state.launchTokens());
        copies.tokens().putAll(state.copyTokens());
        store.images().restore(state.heldNames(), state.deregisteredImageIds());
        var machines = new LinkedHashMap<Machine, Guest.Activity>();
        state.instances()
                .forEach(i -> machines.put(
                        hosts.add(i.facts(), i.life(), i.disk()), i.activity().orElse(Guest.Activity.RUNNING)));
        machines.forEach(Machine::carryOn);
        goOnMaking(state);
    }

    private void goOnMaking(Ec2State state) {
        state.images().stream()
                .filter(image -> image.state() == ImageState.PENDING)
                .forEach(making::begin);
        snapshots.begin(state.snapshots().stream()
                .filter(snapshot -> snapshot.state() == SnapshotState.PENDING)
                .map(StoredSnapshot::snapshotId)
                .filter(id -> store.images().using(id).isEmpty())
                .toList());
        state.volumes().stream()
                .filter(volume -> volume.lastModification()
                        .filter(m -> m.inForceAt().isEmpty())
                        .isPresent())
                .map(StoredVolume::volumeId)
                .forEach(modifying::begin);
    }
}
