package dev.kiln.recipe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What cannot be: volumes that are no drives, and drives that nobody would make. */
final class DriveRule {
    private static final String LETTER = "driveLetter";
    private static final String LABEL = "label";

    private DriveRule() {}

    static Stream<Mistake> mistakes(Value recipe, List<Value> ofBuilder, List<Value> ofImage) {
        return Stream.of(
                        Stream.of(ofBuilder, ofImage).flatMap(List::stream).flatMap(DriveRule::drive),
                        ofImage.stream().flatMap(volume -> madeByTheAgent(recipe, volume)),
                        lettersTwice(ofBuilder),
                        lettersTwice(machines(ofBuilder, ofImage))
                                .filter(mistake -> lettersTwice(ofBuilder).noneMatch(mistake::equals)))
                .flatMap(mistakes -> mistakes);
    }

    private static Stream<Mistake> drive(Value volume) {
        var label = volume.get(LABEL)
                .filter(l -> volume.get(LETTER).isEmpty())
                .map(l -> l.mistake("Only a drive has a label.", "Add driveLetter, or take label out."));
        var leftOut = volume.get(LETTER)
                .filter(l -> volume.get("leftOut").isPresent())
                .map(l -> l.mistake("A volume that is left out is no drive.", "Keep one of the two."));
        var instanceStore = volume.get(LETTER)
                .filter(l -> volume.get("instanceStore").isPresent())
                .map(l -> l.mistake(
                        "An instance store volume gets its letter from Windows, because Nitro instances do not map it to a device.",
                        "Take driveLetter out."));
        return Stream.of(label, leftOut, instanceStore).flatMap(Optional::stream);
    }

    /**
     * A volume of the image is there on its machines only, where nobody but the launch agent can make a drive of it.
     */
    private static Stream<Mistake> madeByTheAgent(Value recipe, Value volume) {
        var untold = volume.get(LETTER)
                .filter(l -> recipe.get("seal")
                        .flatMap(seal -> seal.text("method"))
                        .filter("none"::equals)
                        .isPresent())
                .map(l -> l.mistake(
                        "With method none the launch agent is told nothing, so nobody would make this drive.",
                        "Take driveLetter out, or write method: shutdown."));
        var labelled = volume.get(LABEL)
                .filter(l -> volume.get("snapshot").isPresent())
                .map(l -> l.mistake(
                        "The launch agent labels only the volumes that it formats, and this one comes from a snapshot.",
                        "Take label out; the volume has the label that it had."));
        return Stream.of(untold, labelled).flatMap(Optional::stream);
    }

    /** What a machine of the image has: of a device that both name, the image has the last word. */
    private static List<Value> machines(List<Value> ofBuilder, List<Value> ofImage) {
        Set<String> changed = ofImage.stream()
                .flatMap(volume -> volume.text("device").stream())
                .collect(Collectors.toSet());
        return Stream.concat(
                        ofBuilder.stream()
                                .filter(volume -> volume.text("device")
                                        .filter(changed::contains)
                                        .isEmpty()),
                        ofImage.stream())
                .toList();
    }

    private static Stream<Mistake> lettersTwice(List<Value> volumes) {
        var seen = new TreeSet<String>();
        return volumes.stream()
                .flatMap(volume -> volume.get(LETTER).stream())
                .filter(letter -> letter.text().filter(name -> !seen.add(name)).isPresent())
                .map(letter -> letter.mistake(
                        "The drive " + letter.text().orElse("") + " is there twice.", "Give each volume its own."));
    }
}
