package dev.kiln.recipe;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Setup is told at the first start after Sysprep, besides what the launch agent tells it.
 *
 * @param copyProfile whether the builder's Administrator profile becomes that of every new user
 * @param timeZone as Windows names it, for example {@code W. Europe Standard Time}
 * @param locale of formats, keyboard and system, for example {@code de-DE}
 * @param uiLanguage of the screens, which needs its language pack
 * @param specializeCommands run by Setup as the system in the specialize pass, before anybody can sign in
 * @param firstLogonCommands run at the first sign-in of anybody
 */
public record Answers(
        Optional<String> copyProfile,
        Optional<String> timeZone,
        Optional<String> locale,
        Optional<String> registeredOwner,
        Optional<String> registeredOrganization,
        Optional<String> uiLanguage,
        List<String> specializeCommands,
        List<String> firstLogonCommands) {
    public Answers {
        // A plan that an earlier version has pinned says nothing of these.
        specializeCommands = List.copyOf(Optional.ofNullable(specializeCommands).orElse(List.of()));
        firstLogonCommands = List.copyOf(Optional.ofNullable(firstLogonCommands).orElse(List.of()));
    }

    /** Without commands and a language of the screens. */
    public Answers(
            Optional<String> copyProfile,
            Optional<String> timeZone,
            Optional<String> locale,
            Optional<String> registeredOwner,
            Optional<String> registeredOrganization) {
        this(
                copyProfile,
                timeZone,
                locale,
                registeredOwner,
                registeredOrganization,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** As the launch agent's own answer file has it. */
    public static final Answers NONE =
            new Answers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What is answered with one text, by the name of its field. */
    public SortedMap<String, String> all() {
        var all = new TreeMap<String, String>();
        copyProfile.ifPresent(value -> all.put("copyProfile", value));
        timeZone.ifPresent(value -> all.put("timeZone", value));
        locale.ifPresent(value -> all.put("locale", value));
        registeredOwner.ifPresent(value -> all.put("registeredOwner", value));
        registeredOrganization.ifPresent(value -> all.put("registeredOrganization", value));
        uiLanguage.ifPresent(value -> all.put("uiLanguage", value));
        return all;
    }
}
