package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.states.Invocation;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

import java.util.List;
import java.util.Optional;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** Schedules when calls go wrong, and when others act at the same time. */
class ScheduleFaultsTest {
    private static final long SEED = 29;

    /** A second function that follows the newer upload acts before the n-th call of the first, for every n. */
    @Test
    void scheduleRecipe_otherUploadHandledMeanwhile_leavesTheScheduleOfTheNewest() {
        var softly = new SoftAssertions();
        boolean more = true;
        for (int n = 1; more; n++) {
            var meanwhile = new Meanwhile(n);
            var lab = FreshAccounts.onMemoryTables(SEED, meanwhile);
            lab.upload(scheduled("cron(0 7 ? * MON *)"));
            meanwhile.happens(() -> {
                lab.upload(scheduled("cron(0 8 ? * MON *)"));
                follow(lab);
            });
            follow(lab);
            more = meanwhile.over();
            if (more) {
                softly.assertThat(expression(lab)).as("the other at call " + n).isEqualTo("cron(0 8 ? * MON *)");
            }
        }
        softly.assertAll();
    }

    @Test
    void scheduleRecipe_deletedMeanwhile_leavesNoSchedule() {
        var softly = new SoftAssertions();
        boolean more = true;
        for (int n = 1; more; n++) {
            var meanwhile = new Meanwhile(n);
            var lab = FreshAccounts.onMemoryTables(SEED, meanwhile);
            lab.upload(scheduled("monthly"));
            meanwhile.happens(() -> {
                lab.account.s3().deleteObject(r -> r.bucket(Names.BUCKET).key("recipes/small/recipe.yaml"));
                follow(lab);
            });
            follow(lab);
            more = meanwhile.over();
            if (more) {
                softly.assertThat(schedules(lab)).as("the other at call " + n).isEmpty();
            }
        }
        softly.assertAll();
    }

    @Test
    void startScheduledBuilds_oneRecipeCannotBeRead_startsTheOthersAndThatOneWhenItIsTriedAgain() {
        var faults = new Faults(new Faults.Rule() {
            private int reads;

            @Override
            public Optional<Faults.Fault> fault(int number, String action) {
                reads += action.equals("s3:GetObject") ? 1 : 0;
                return Optional.of(Faults.Fault.REQUEST_LOST).filter(f -> action.equals("s3:GetObject") && reads == 2);
            }
        });
        var lab = FreshAccounts.onMemoryTables(SEED, faults);
        upload(lab, "a", "b", "c");

        var first = startAll(lab);
        var started = executions(lab);
        var second = startAll(lab);

        assertThat(first).contains("dev.kiln.error.TransientServiceFailure");
        assertThat(started).containsExactly("a-20261201T060000Z", "c-20261201T060000Z");
        assertThat(second)
                .isEqualTo("{\"builds\":[\"a-20261201T060000Z\",\"b-20261201T060000Z\",\"c-20261201T060000Z\"]}");
        assertThat(executions(lab)).containsExactly("a-20261201T060000Z", "b-20261201T060000Z", "c-20261201T060000Z");
    }

    @Test
    void startScheduledBuilds_recipeWithMistakes_doesNotKeepTheOthersFromBeingBuilt() {
        var lab = FreshAccounts.onMemoryTables(SEED, Faults.none());
        upload(lab, "a", "c");
        lab.upload("name: b\nparent: {}\n");

        assertThat(startAll(lab)).isEqualTo("{\"builds\":[\"a-20261201T060000Z\",\"c-20261201T060000Z\"]}");
    }

    @Test
    void startScheduledBuilds_moreRecipesThanAPageHolds_startsAll() {
        var lab = FreshAccounts.onMemoryTables(SEED, Faults.none());
        for (int i = 0; i < 1001; i++) {
            String key = "recipes/a/files/" + i;
            lab.account.s3().putObject(r -> r.bucket(Names.BUCKET).key(key), RequestBody.fromString(""));
        }
        upload(lab, "a", "b");

        assertThat(startAll(lab)).isEqualTo("{\"builds\":[\"a-20261201T060000Z\",\"b-20261201T060000Z\"]}");
    }

    private static void upload(AccountLab lab, String... names) {
        for (String name : names) {
            lab.upload(SMALL.replace("name: small", "name: " + name));
        }
    }

    private static String scheduled(String schedule) {
        return SMALL + "schedule: " + schedule + "\n";
    }

    /** As Lambda does with an event: three attempts. */
    private static void follow(AccountLab lab) {
        String event = """
                {"detail": {"bucket": {"name": "%s"}, "object": {"key": "recipes/small/recipe.yaml"}}}""".formatted(Names.BUCKET);
        var ended = invoke(lab, "ScheduleRecipe", event);
        for (int i = 0; i < 2 && ended instanceof Invocation.Raised; i++) {
            ended = invoke(lab, "ScheduleRecipe", event);
        }
        assertThat(ended).isInstanceOf(Invocation.Returned.class);
    }

    private static String startAll(AccountLab lab) {
        return switch (invoke(lab, "StartScheduledBuilds", """
                {"recipes": "withoutSchedule", "scheduledTime": "2026-12-01T06:00:00Z"}""")) {
            case Invocation.Returned returned -> returned.payloadJson();
            case Invocation.Raised raised -> raised.errorType();
        };
    }

    private static Invocation invoke(AccountLab lab, String function, String event) {
        return lab.account.lambda().invoke(Names.function(function), event);
    }

    private static List<String> executions(AccountLab lab) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(1));
        return lab.account.records().builds().newest(100).stream()
                .filter(build -> build.startedBy().equals("schedule"))
                .map(BuildRecord::buildId)
                .sorted()
                .toList();
    }

    private static String expression(AccountLab lab) {
        return lab.account
                .schedules()
                .getSchedule(r -> r.groupName(Names.SCHEDULE_GROUP).name("recipe-small"))
                .scheduleExpression();
    }

    private static List<String> schedules(AccountLab lab) {
        return lab
                .account
                .schedules()
                .listSchedules(r -> r.groupName(Names.SCHEDULE_GROUP).namePrefix("recipe-"))
                .schedules()
                .stream()
                .map(ScheduleSummary::name)
                .toList();
    }
}
