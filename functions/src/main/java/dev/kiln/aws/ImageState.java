package dev.kiln.aws;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether an image has proven to boot, as its tag {@value Tags#STATE} says to everybody who chooses images. */
public enum ImageState {
    /** It has just been made. */
    UNVERIFIED,
    /** A machine launched from it has passed all checks. */
    VERIFIED,
    /** A machine launched from it has not passed: nobody should use it. */
    QUARANTINED;

    /** The tag that says so. */
    public SortedMap<String, String> tags() {
        return new TreeMap<>(Map.of(Tags.STATE, name().toLowerCase(Locale.ROOT)));
    }
}
