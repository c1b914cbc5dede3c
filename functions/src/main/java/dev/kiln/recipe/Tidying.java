package dev.kiln.recipe;

import java.util.Locale;

/**
 * What is taken off the builder, so that it is not in the image.
 *
 * @param otherUsers what becomes of users and profiles besides Administrator, where Sysprep is to generalize
 * @param cleanUp whether temporary files, logs and the like are deleted when the machine is sealed
 * @param defragment whether the volume of Windows is defragmented then
 */
public record Tidying(OtherUsers otherUsers, boolean cleanUp, boolean defragment) {
    /** Nothing is taken off. */
    public static final Tidying NONE = new Tidying(OtherUsers.REFUSE, false, false);

    /** Where a launch agent sets up the machines of the image, nothing of the builder is of use there. */
    public static final Tidying DEFAULT = new Tidying(OtherUsers.REFUSE, true, false);

    /** What becomes of users whom the recipe does not make. */
    public enum OtherUsers {
        /** Each is a reason not to seal the machine. */
        REFUSE,
        /** They are removed with their profiles. */
        REMOVE;

        /** As a recipe writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
