package dev.kiln.local.ec2;

import dev.kiln.local.time.Delay;

/** What becomes of a modification by itself: after some seconds the volume, and the disk of its guest, is as asked. */
final class VolumeModifying {
    private final Engine engine;
    private final Store store;

    VolumeModifying(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
    }

    void begin(String volumeId) {
        engine.after(
                Delay.VOLUME_IS_MODIFIED,
                volumeId + " is modified",
                () -> store.volumes().find(volumeId).ifPresent(this::comeIntoForce));
    }

    private void comeIntoForce(StoredVolume volume) {
        var completed = engine.now().plus(Delay.VOLUME_IS_OPTIMIZED.draw(engine.random()));
        var modified = volume.comeIntoForce(engine.now(), completed);
        store.volumes().add(modified);
        store.instances()
                .find(modified.instanceId())
                .filter(machine -> modified.attached()
                        && modified.deviceName().equals(machine.facts().rootDeviceName()))
                .ifPresent(
                        machine -> machine.guest().rootVolumeIs(modified.spec().sizeGiB()));
    }
}
