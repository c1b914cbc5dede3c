package dev.kiln.recipe;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Setup is told at the first start after Sysprep, besides what the launch agent tells it.
 *
 * @param copyProfile whether the builder's Administrator profile becomes that of every new user
 * @param timeZone as Windows names it, for example {@code W. Europe Standard Time}
 * @param locale of formats, keyboard and system, for example {@code de-DE}
 */
public record Answers(
        Optional<String> copyProfile,
        Optional<String> timeZone,
        Optional<String> locale,
        Optional<String> registeredOwner,
        Optional<String> registeredOrganization) {
    /** As the launch agent's own answer file has it. */
    public static final Answers NONE =
            new Answers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What is answered, by the name of its field. */
    public SortedMap<String, String> all() {
        var all = new TreeMap<String, String>();
        copyProfile.ifPresent(value -> all.put("copyProfile", value));
        timeZone.ifPresent(value -> all.put("timeZone", value));
        locale.ifPresent(value -> all.put("locale", value));
        registeredOwner.ifPresent(value -> all.put("registeredOwner", value));
        registeredOrganization.ifPresent(value -> all.put("registeredOrganization", value));
        return all;
    }
}
