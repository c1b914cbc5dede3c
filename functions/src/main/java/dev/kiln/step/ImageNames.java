package dev.kiln.step;

import dev.kiln.build.Plan;

/** The names of a build's images. */
final class ImageNames {
    /** As many as EC2 allows (EC2 API reference, CreateImage). */
    private static final int CHARACTERS = 128;

    private ImageNames() {}

    /**
     * The name of an attempt.
     *
     * @param what stands between the plan's name and the number of the attempt; may be empty
     */
    static String of(Plan plan, String what, int attempt) {
        String name = plan.imageName() + what + (attempt == 1 ? "" : "-" + attempt);
        // Where there is no room the beginning is cut: the end makes the name unique.
        return name.substring(Math.max(0, name.length() - CHARACTERS));
    }
}
