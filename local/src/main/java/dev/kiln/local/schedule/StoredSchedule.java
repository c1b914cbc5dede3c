package dev.kiln.local.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * A schedule as a value that can be kept on file.
 *
 * @param timeZone IANA name
 * @param enabled a schedule that is disabled stays and does not fire
 * @param deletedWhenOver whether it goes when it has fired for the last time
 */
public record StoredSchedule(
        String group,
        String name,
        String expression,
        String timeZone,
        boolean enabled,
        Optional<String> description,
        boolean deletedWhenOver,
        Target target,
        Instant created,
        Instant modified) {
    /**
     * What is invoked.
     *
     * @param input JSON in which context attributes are filled in
     * @param mostAgeSeconds how long after its time it is tried
     * @param mostRetries how often it is tried again
     */
    public record Target(
            String arn,
            String roleArn,
            String input,
            int mostAgeSeconds,
            int mostRetries,
            Optional<String> deadLetterArn) {}

    /** Its name, which is unique in the account and region. */
    String arn() {
        return "arn:aws:scheduler:us-east-1:123456789012:schedule/" + group + "/" + name;
    }
}
