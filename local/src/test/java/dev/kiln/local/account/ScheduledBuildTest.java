package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.event.Delivery;
import dev.kiln.local.schedule.ScheduleDelivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

import java.time.Instant;
import java.util.List;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** Recipes that are built by a schedule, from their upload to the image. */
class ScheduledBuildTest {
    private static final String DEFAULT = "default-rebuild";
    private static final String JANITOR = "janitor";
    private static final String RETIREMENT = "retire-images";
    private static final String SWEEP = "sweep";
    private static final String GROUP = "kiln";
    private static final String UNDELIVERED = "arn:aws:sqs:us-east-1:123456789012:kiln-undelivered-schedules";

    private final AccountLab lab = new AccountLab(LocalAccount.onMemoryTables(AccountLab.START, 23));

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void upload_recipeWithSchedule_makesTheSchedule() {
        lab.bake(scheduled("{when: patchTuesday+1, time: 22:00, timeZone: America/Los_Angeles}"));

        var schedule = schedule("recipe-small");
        assertThat(schedule.scheduleExpression()).isEqualTo("cron(0 22 9-15 * ? *)");
        assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("America/Los_Angeles");
        assertThat(schedule.target().arn())
                .isEqualTo(lab.account
                        .deployment()
                        .function("StartScheduledBuilds")
                        .arn());
        assertThat(schedule.target().deadLetterConfig().arn()).isEqualTo(UNDELIVERED);
    }

    @Test
    void upload_recipeWithoutSchedule_makesNone() {
        lab.bake(SMALL);

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, RETIREMENT, SWEEP);
    }

    @Test
    void upload_changedSchedule_changesTheSchedule() {
        lab.bake(scheduled("monthly"));

        lab.bake(scheduled("cron(30 7 ? * MON *)"));

        assertThat(schedule("recipe-small").scheduleExpression()).isEqualTo("cron(30 7 ? * MON *)");
    }

    @Test
    void upload_scheduleTakenOut_removesTheSchedule() {
        lab.bake(scheduled("monthly"));

        lab.bake(SMALL);

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, RETIREMENT, SWEEP);
    }

    @Test
    void upload_never_removesTheSchedule() {
        lab.bake(scheduled("monthly"));

        lab.bake(scheduled("never"));

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, RETIREMENT, SWEEP);
    }

    @Test
    void upload_otherScheduleAlone_makesNoOtherImage() {
        var first = lab.bake(scheduled("monthly"));

        var second = lab.bake(scheduled("patchTuesday+2"));

        assertThat(second.outcome()).contains("alreadyBuilt");
        assertThat(second.imageId()).isEqualTo(first.imageId());
    }

    @Test
    void upload_recipeWithMistakes_keepsTheScheduleThatItHad() {
        lab.bake(scheduled("monthly"));

        lab.bake(scheduled("weekly"));

        assertThat(schedule("recipe-small").scheduleExpression()).isEqualTo("cron(0 6 1 * ? *)");
    }

    @Test
    void delete_recipe_removesTheSchedule() {
        lab.bake(scheduled("monthly"));

        delete();
        lab.account.runUntilQuiet();

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, RETIREMENT, SWEEP);
    }

    @Test
    void delete_thenUploadAgain_makesTheScheduleAgain() {
        lab.bake(scheduled("monthly"));
        delete();
        lab.account.runUntilQuiet();

        lab.bake(scheduled("monthly"));

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, "recipe-small", RETIREMENT, SWEEP);
    }

    @Test
    void delete_ofTheNewestVersionForGood_bringsTheScheduleOfTheOneBeforeBack() {
        lab.bake(scheduled("monthly"));
        lab.bake(scheduled("patchTuesday"));
        String newest = lab.account
                .s3()
                .headObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket()).key(key()))
                .versionId();

        lab.account
                .s3()
                .deleteObject(r -> r.bucket(lab.account.deployment().recipeBucket())
                        .key(key())
                        .versionId(newest));
        lab.account.runUntilQuiet();

        assertThat(schedule("recipe-small").scheduleExpression()).isEqualTo("cron(0 6 1 * ? *)");
    }

    @Test
    void events_twiceAndOutOfOrder_leaveTheScheduleOfWhatIsThere() {
        lab.account.bus().delivery(Delivery.twiceAndOutOfOrder());

        lab.upload(scheduled("monthly"));
        delete();
        lab.upload(scheduled("cron(0 7 ? * MON *)"));
        lab.upload(scheduled("cron(0 8 ? * MON *)"));
        lab.account.runUntilQuiet();

        assertThat(schedule("recipe-small").scheduleExpression()).isEqualTo("cron(0 8 ? * MON *)");
    }

    @Test
    void events_twiceAndOutOfOrder_leaveNoScheduleOfARecipeThatIsGone() {
        lab.account.bus().delivery(Delivery.twiceAndOutOfOrder());

        lab.upload(scheduled("monthly"));
        delete();
        lab.account.runUntilQuiet();

        assertThat(schedules()).containsExactly(DEFAULT, JANITOR, RETIREMENT, SWEEP);
    }

    @Test
    void schedule_nothingHasChanged_endsWithTheImageThatStandsAndSaysSo() {
        var first = lab.bake(scheduled("monthly"));

        runTo("2026-12-01T07:00:00Z");

        var build = lab.build("small-20261201T060000Z");
        assertThat(build.status()).isEqualTo("SUCCEEDED");
        assertThat(build.startedBy()).isEqualTo("schedule");
        assertThat(build.outcome()).contains(BuildRecord.NOTHING_NEW);
        assertThat(build.imageId()).isEqualTo(first.imageId());
    }

    @Test
    void schedule_recipeAsksForUpdates_buildsAnew() {
        String updated = scheduled("monthly").replace("steps:", "steps:\n  - {name: patches, windowsUpdate: {}}");
        var first = lab.bake(updated);

        runTo("2026-12-01T07:00:00Z");

        var build = lab.build("small-20261201T060000Z");
        assertThat(build.outcome()).contains("built");
        assertThat(build.imageId()).isPresent().isNotEqualTo(first.imageId());
    }

    @Test
    void schedule_parentHasMoved_buildsAnew() {
        var base = lab.bake(SMALL.replace("name: small", "name: base"));
        String child = scheduled("cron(0 12 ? * MON *)").replaceFirst("parent: .*", "parent: {recipe: base}");
        var first = lab.bake(child);
        lab.upload(SMALL.replace("name: small", "name: base").replace("'one'", "'three'"));
        lab.account.runUntilQuiet();

        runTo("2026-11-30T13:30:00Z");

        var build = lab.build("small-20261130T120000Z");
        assertThat(build.outcome()).contains("built");
        assertThat(build.imageId()).isPresent().isNotEqualTo(first.imageId());
        assertThat(lab.lineage(build).parentImageId())
                .isNotEqualTo(base.imageId().orElseThrow());
    }

    @Test
    void schedule_deliveredTwice_startsOneBuild() {
        lab.account.schedules().delivery(ScheduleDelivery.twice());
        lab.bake(scheduled("monthly"));

        runTo("2026-12-01T07:00:00Z");

        assertThat(lab.account.lambda().invocations().get("kiln-StartScheduledBuilds"))
                .as("the schedule of the recipe and the default one, twice each")
                .isEqualTo(4);
        assertThat(bySchedule()).containsExactly("small-20261201T060000Z");
    }

    @Test
    void patchTuesday_ofAllDaysThatCronFires_buildsOnTheOneThatIsMeant() {
        lab.bake(scheduled("patchTuesday+1"));

        runTo("2026-12-20T00:00:00Z");

        assertThat(bySchedule()).containsExactly("small-20261209T200000Z");
    }

    @Test
    void patchTuesday_monthThatStartsOnAWednesday_isTheDayAfterTheSecondTuesday() {
        lab.account.timeline().runTo(Instant.parse("2027-08-31T00:00:00Z"));
        lab.bake(scheduled("patchTuesday+1"));

        runTo("2027-09-30T00:00:00Z");

        assertThat(bySchedule()).containsExactly("small-20270915T200000Z");
    }

    @Test
    void defaultRebuild_buildsRecipesWithoutScheduleAndNoOthers() {
        lab.bake(SMALL);
        lab.bake(SMALL.replace("name: small", "name: never") + "schedule: never\n");
        lab.bake(SMALL.replace("name: small", "name: own") + "schedule: patchTuesday\n");

        runTo("2026-12-01T07:00:00Z");

        assertThat(bySchedule()).containsExactly("small-20261201T060000Z");
    }

    @Test
    void schedule_recipeIsGoneButItsDeletionWasNotTold_startsNothing() {
        lab.account
                .bus()
                .delivery((event, random) -> event.path("detail-type").asText().equals("Object Deleted")
                        ? List.of()
                        : Delivery.ordinary().delays(event, random));
        lab.bake(scheduled("monthly"));
        delete();

        runTo("2026-12-01T07:00:00Z");

        assertThat(bySchedule()).isEmpty();
        assertThat(lab.account.lambda().deadLetters()).isEmpty();
    }

    private static String scheduled(String schedule) {
        return SMALL + "schedule: " + schedule + "\n";
    }

    private static String key() {
        return "recipes/small/recipe.yaml";
    }

    private void delete() {
        lab.account
                .s3()
                .deleteObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket()).key(key()));
    }

    private void runTo(String instant) {
        lab.account.timeline().runTo(Instant.parse(instant));
        lab.account.runUntilQuiet();
    }

    private GetScheduleResponse schedule(String name) {
        return lab.account.schedules().getSchedule(r -> r.groupName(GROUP).name(name));
    }

    private List<String> schedules() {
        return lab.account.schedules().listSchedules(r -> r.groupName(GROUP)).schedules().stream()
                .map(ScheduleSummary::name)
                .toList();
    }

    private List<String> bySchedule() {
        return lab.account.records().builds().newest(100).stream()
                .filter(build -> build.startedBy().equals("schedule"))
                .map(BuildRecord::buildId)
                .toList();
    }
}
