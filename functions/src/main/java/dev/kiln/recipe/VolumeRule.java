package dev.kiln.recipe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What EC2 would refuse of a recipe's volumes when the builder is launched or the image is made (EC2 API reference,
 * EbsBlockDevice and CreateImage; EBS user guide, "Amazon EBS volume types").
 */
final class VolumeRule implements Rule {
    private static final List<String> OF_BUILDER = List.of("size", "snapshot", "leftOut");
    private static final List<String> OF_IMAGE = List.of("size", "snapshot", "instanceStore", "leftOut");
    private static final Set<String> WITH_IOPS = Set.of("gp3", "io1", "io2");
    private static final Set<String> PROVISIONED = Set.of("io1", "io2");
    private static final Set<String> NOT_FOR_BOOTING = Set.of("st1", "sc1");

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var root = recipe.get("image").flatMap(image -> image.get("rootVolume"));
        var ofBuilder = volumes(recipe, "builder");
        var ofImage = volumes(recipe, "image");
        return Stream.of(
                        root.stream().flatMap(VolumeRule::bootable),
                        Stream.of(root.stream(), ofBuilder.stream(), ofImage.stream())
                                .flatMap(s -> s)
                                .flatMap(VolumeRule::performance),
                        ofBuilder.stream().flatMap(volume -> kind(volume, OF_BUILDER)),
                        ofImage.stream().flatMap(volume -> kind(volume, OF_IMAGE)),
                        DriveRule.mistakes(recipe, ofBuilder, ofImage),
                        twice(ofBuilder),
                        twice(ofImage),
                        ofImage.stream().flatMap(volume -> alsoOfBuilder(volume, devices(ofBuilder))))
                .flatMap(mistakes -> mistakes);
    }

    private static List<Value> volumes(Value recipe, String of) {
        return recipe.get(of)
                .flatMap(part -> part.get("volumes"))
                .map(Value::items)
                .orElse(List.of());
    }

    private static Stream<Mistake> bootable(Value root) {
        return root.get("type").stream()
                .filter(type -> NOT_FOR_BOOTING.contains(type.text().orElse("")))
                .map(type -> type.mistake(
                        "No machine boots from a volume of the type "
                                + type.text().orElse("") + ".",
                        "Write gp3, gp2, io1 or io2."));
    }

    private static Stream<Mistake> performance(Value volume) {
        Optional<String> type = volume.text("type");
        var iops = volume.get("iops")
                .filter(i -> type.filter(WITH_IOPS::contains).isEmpty())
                .map(i -> i.mistake("EC2 takes iops for gp3, io1 and io2 only.", "Write the type, or take iops out."));
        var throughput = volume.get("throughput")
                .filter(t -> type.filter("gp3"::equals).isEmpty())
                .map(t -> t.mistake("EC2 takes throughput for gp3 only.", "Write type: gp3, or take throughput out."));
        var provisioned = volume.get("type")
                .filter(t -> type.filter(PROVISIONED::contains).isPresent())
                .filter(t -> volume.get("iops").isEmpty())
                .map(t -> t.mistake("A volume of the type " + type.orElse("") + " needs iops.", "Add iops."));
        return Stream.of(iops, throughput, provisioned).flatMap(Optional::stream);
    }

    private static Stream<Mistake> kind(Value volume, List<String> kinds) {
        if (!(volume instanceof Value.Mapping fields)) {
            return Stream.empty();
        }
        var found = kinds.stream()
                .filter(kind -> fields.entries().containsKey(kind))
                .toList();
        boolean ebs = Set.of("size", "snapshot").containsAll(found);
        if (found.isEmpty()) {
            return Stream.of(volume.mistake(
                    "The volume does not say what it is.", "Add one of " + Wording.list(kinds, "and") + "."));
        }
        return ebs || found.size() == 1
                ? Stream.empty()
                : Stream.of(volume.mistake(
                        "The volume is " + Wording.list(found, "and") + " at once.", "Keep one of them."));
    }

    private static Stream<Mistake> twice(List<Value> volumes) {
        var seen = new TreeSet<String>();
        return volumes.stream()
                .flatMap(volume -> volume.get("device").stream())
                .filter(device -> device.text().filter(name -> !seen.add(name)).isPresent())
                .map(device -> device.mistake(
                        "The device " + device.text().orElse("") + " is there twice.", "Give each volume its own."));
    }

    /** Size and kind of a volume that the builder has are what they are when the image is made. */
    private static Stream<Mistake> alsoOfBuilder(Value volume, Set<String> ofBuilder) {
        return volume.get("device").stream()
                .filter(device -> device.text().filter(ofBuilder::contains).isPresent())
                .filter(device -> volume.get("leftOut").isEmpty())
                .map(device -> device.mistake(
                        "The builder has a volume as "
                                + device.text().orElse("")
                                + ", which comes into the image as it is.",
                        "Choose another device, or write leftOut: true to keep it out of the image."));
    }

    private static Set<String> devices(List<Value> volumes) {
        var devices = new TreeSet<String>();
        volumes.forEach(volume -> volume.text("device").ifPresent(devices::add));
        return devices;
    }
}
