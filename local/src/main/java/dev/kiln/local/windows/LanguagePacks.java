package dev.kiln.local.windows;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The languages that the screens of a disk can have: English, in which all of Amazon's images here are, and those whose
 * packages a step has installed, by the name that DISM lists, for example
 * {@code Microsoft-Windows-Server-Language-Pack_x64~31bf3856ad364e35~amd64~de-DE~10.0.20348.1}.
 */
final class LanguagePacks {
    private static final Pattern PACKAGE = Pattern.compile(".*Language-?Pack.*~([a-z]{2,3}-[A-Za-z-]+)~.*");

    private LanguagePacks() {}

    static List<String> of(WindowsDisk disk) {
        var added = disk.features().stream()
                .map(PACKAGE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1));
        return Stream.concat(Stream.of("en-US"), added).toList();
    }
}
