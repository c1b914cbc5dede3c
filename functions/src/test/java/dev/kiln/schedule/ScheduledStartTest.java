package dev.kiln.schedule;

import dev.kiln.error.InvalidBuildRequest;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a schedule says, and whether its day is the one that is meant. */
class ScheduledStartTest {
    @ParameterizedTest
    @CsvSource({
        // Patch Tuesday is the 8th of December 2026 and the 9th of March 2027, five days before clocks change there.
        "2026-12-09T04:00:00Z, 0, America/Los_Angeles, true",
        "2026-12-09T08:00:00Z, 0, America/Los_Angeles, false",
        "2026-12-09T04:00:00Z, 1, UTC, true",
        "2026-12-08T16:00:00Z, 1, Asia/Tokyo, true",
        "2026-12-08T14:59:59Z, 1, Asia/Tokyo, false",
        "2027-03-15T06:59:59Z, 5, America/Los_Angeles, true",
        "2027-03-15T07:00:00Z, 5, America/Los_Angeles, false",
        "2027-03-14T07:59:59Z, 5, America/Los_Angeles, false"
    })
    void onTheDay_isMeantInTheZoneOfTheSchedule(String time, int days, String zone, boolean expected) {
        var start =
                read("{\"scheduledTime\":\"%s\",\"patchTuesday\":%d,\"timeZone\":\"%s\"}".formatted(time, days, zone));

        assertThat(start.onTheDay()).isEqualTo(expected);
    }

    @Test
    void onTheDay_noDayMeant_isEveryDay() {
        assertThat(read("{\"scheduledTime\":\"2026-12-01T00:00:00Z\"}").onTheDay())
                .isTrue();
    }

    @Test
    void time_thatIsNone_isRefusedByName() {
        assertThatThrownBy(() -> read("{\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}")
                        .time())
                .isInstanceOf(InvalidBuildRequest.class)
                .hasMessageContaining("scheduledTime must be a time such as 2026-12-08T20:00:00Z");
    }

    @Test
    void time_thatIsMissing_isRefusedByName() {
        assertThatThrownBy(() -> read("{}").time())
                .isInstanceOf(InvalidBuildRequest.class)
                .hasMessageContaining("scheduledTime");
    }

    private static ScheduledStart read(String json) {
        return PipelineJson.read(json, ScheduledStart.class);
    }
}
