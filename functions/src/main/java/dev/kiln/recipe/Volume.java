package dev.kiln.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Optional;

/** A volume beside the root volume, of the builder or of the image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Volume.Ebs.class, name = "ebs"),
    @JsonSubTypes.Type(value = Volume.InstanceStore.class, name = "instanceStore"),
    @JsonSubTypes.Type(value = Volume.LeftOut.class, name = "leftOut")
})
public sealed interface Volume {
    /** The name of the device as EC2 maps it, for example {@code xvdf}. */
    String device();

    /**
     * An EBS volume.
     *
     * @param snapshotId what it is filled from; empty: it is empty
     * @param drive what Windows makes of it; empty: what Windows does by itself
     */
    record Ebs(String device, Disk disk, Optional<String> snapshotId, Optional<Drive> drive) implements Volume {
        /** One that Windows is left alone with. */
        public Ebs(String device, Disk disk, Optional<String> snapshotId) {
            this(device, disk, snapshotId, Optional.empty());
        }
    }

    /**
     * An instance store volume of a machine that is launched from the image, where its type has one.
     *
     * @param name for example {@code ephemeral0}
     */
    record InstanceStore(String device, String name) implements Volume {}

    /** A volume that is there otherwise, and is left out. */
    record LeftOut(String device) implements Volume {}
}
