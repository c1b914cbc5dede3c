package dev.kiln.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One step on the builder. Names are unique within a recipe; a step that fails is tried {@code retries} times more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.PowerShell.class, name = "powershell"),
    @JsonSubTypes.Type(value = Step.Script.class, name = "script"),
    @JsonSubTypes.Type(value = Step.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = Step.WindowsUpdate.class, name = "windowsUpdate"),
    @JsonSubTypes.Type(value = Step.Users.class, name = "users")
})
public sealed interface Step {
    /** 1 to 40 of a-z, 0-9 and -. */
    String name();

    /** How long one attempt may take, restarts included. */
    Duration timeout();

    /** How many more attempts a failure gets, from 0 to 5. */
    int retries();

    /** What kind of step it is, in the word that the recipe uses for it. */
    default String kind() {
        return switch (this) {
            case PowerShell step -> "powershell";
            case Script step -> "script";
            case Restart step -> "restart";
            case WindowsUpdate step -> "windowsUpdate";
            case Users step -> "users";
        };
    }

    /**
     * PowerShell 5.1 written in the recipe itself.
     *
     * @param exitCodes those that count as success; 3010 and 1641 also restart the machine
     */
    record PowerShell(String name, String script, List<Integer> exitCodes, Duration timeout, int retries)
            implements Step {
        public PowerShell {
            exitCodes = List.copyOf(exitCodes);
        }
    }

    /**
     * A script beside the recipe, with the files that it needs.
     *
     * @param path relative to the recipe's folder
     * @param parameters handed to the script by name
     */
    record Script(
            String name,
            String path,
            SortedMap<String, String> parameters,
            List<PayloadFile> files,
            List<Integer> exitCodes,
            Duration timeout,
            int retries)
            implements Step {
        public Script {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
            files = List.copyOf(files);
            exitCodes = List.copyOf(exitCodes);
        }
    }

    /** Restarts the machine once. */
    record Restart(String name, Duration timeout, int retries) implements Step {}

    /**
     * Installs what Windows Update offers, in as many rounds and restarts as it takes.
     *
     * @param categories names of classifications, for example {@code SecurityUpdates}
     * @param severities ratings by Microsoft; empty for every rating, and for updates without one
     * @param olderThanDays how long ago an update must have been published
     * @param include KB numbers that are installed whatever their category, rating and age
     * @param exclude KB numbers that are left out in any case
     */
    record WindowsUpdate(
            String name,
            List<String> categories,
            List<String> severities,
            int olderThanDays,
            List<String> include,
            List<String> exclude,
            Duration timeout,
            int retries)
            implements Step {
        public WindowsUpdate {
            categories = List.copyOf(categories);
            // A plan that an earlier version has pinned says nothing of these.
            severities = List.copyOf(Optional.ofNullable(severities).orElse(List.of()));
            include = List.copyOf(Optional.ofNullable(include).orElse(List.of()));
            exclude = List.copyOf(exclude);
        }
    }

    /** Makes local accounts, or gives those that are there their password and their group. */
    record Users(String name, List<User> users, Duration timeout, int retries) implements Step {
        public Users {
            users = List.copyOf(users);
        }
    }

    /**
     * A file that a script needs.
     *
     * @param source relative to the recipe's folder
     * @param sha256 64 lower-case hexadecimal digits; the file is refused on the machine when it has another hash
     * @param destination an absolute path on the builder
     */
    record PayloadFile(String source, String sha256, String destination) {}
}
