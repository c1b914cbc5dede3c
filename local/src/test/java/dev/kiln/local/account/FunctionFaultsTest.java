package dev.kiln.local.account;

import dev.kiln.ledger.Resource;
import dev.kiln.local.account.Faults.Fault;
import dev.kiln.local.event.Delivery;
import dev.kiln.local.time.RandomSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Functions that die or lose answers at any of their calls: whichever calls they are, the build comes to its one image,
 * does nothing twice and leaves nothing behind.
 */
class FunctionFaultsTest {
    private static final long SEED = 7;

    private static final String ONE_STEP = """
            name: small
            description: One step and a check.
            parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
            steps:
              - {name: one, powershell: "Write-Output 'one'"}
            verify:
              - {name: answers, powershell: "exit 0"}
            """;

    /** Much longer than the build takes, and shorter than any state waits in vain. */
    private static final Duration LONGEST = Duration.ofMinutes(59);

    private static final Set<String> READING = Set.of("Get", "Batch", "Query", "Head", "Describe", "List");

    private static final List<Fault> FAULTS = List.of(Fault.values());

    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    @ParameterizedTest
    @EnumSource
    void build_anyOneCallGoesWrong_endsWithOneImageAndNothingLeft(Fault fault) {
        var undisturbed = Faults.none();
        bake(undisturbed, fault).close();
        var calls = undisturbed.seen();
        assertThat(calls).hasSizeGreaterThan(50);

        var softly = new SoftAssertions();
        for (int n = 1; n <= calls.size(); n++) {
            // When a read has gone wrong, it makes no difference whether it had arrived.
            if (!fault.takesEffect || !reads(calls.get(n - 1))) {
                spoil(n, fault, softly);
            }
        }
        softly.assertAll();
    }

    private static boolean reads(String action) {
        String verb = action.substring(action.indexOf(':') + 1);
        return READING.stream().anyMatch(verb::startsWith);
    }

    private static void spoil(int number, Fault fault, SoftAssertions softly) {
        var faults = Faults.at(number, fault);
        try (var lab = bake(faults, fault)) {
            String what =
                    "%s at call %d, %s".formatted(fault, number, faults.seen().get(number - 1));
            softly.assertThat(lab.account.timeline().instant()).as(what).isBefore(AccountLab.START.plus(LONGEST));
            check(lab, what, softly);
        }
    }

    /** With one redrive if it fails: when the function was killed, as soon as it fails, else when all is quiet. */
    private static AccountLab bake(Faults faults, Fault fault) {
        var lab = FreshAccounts.onMemoryTables(SEED, faults);
        String id = lab.upload(ONE_STEP);
        lab.runToItsEnd(id);
        if (!fault.kills) {
            lab.account.runUntilQuiet();
        }
        if ("FAILED".equals(lab.execution(id).statusAsString())) {
            lab.redrive(id);
        }
        lab.account.runUntilQuiet();
        return lab;
    }

    @Test
    void build_anotherFunctionLooksAtAnyCall_endsByItselfAndNothingIsDoneTwice() {
        var softly = new SoftAssertions();
        boolean more = true;
        for (int n = 1; more; n++) {
            more = interrupted(n, softly);
        }
        softly.assertAll();
    }

    /** Answers whether the build made so many calls. */
    private static boolean interrupted(int number, SoftAssertions softly) {
        var meanwhile = new Meanwhile(number);
        try (var lab = FreshAccounts.onMemoryTables(SEED, meanwhile)) {
            String id = lab.upload(ONE_STEP);
            meanwhile.happens(() -> lab.noticeEverything(id));
            lab.account.runUntilQuiet();
            check(lab, "another function at call " + number, softly);
            return meanwhile.over();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void build_callsGoWrongAgainAndAgain_endsWithOneImageAndNothingLeft(long seed) {
        var random = new RandomSource(seed);
        var lab = ACCOUNTS.lab(
                SEED,
                new Faults((n, action) -> random.chance(1, 10)
                        ? Optional.of(FAULTS.get(random.nextInt(FAULTS.size())))
                        : Optional.empty()));
        lab.account.bus().delivery(Delivery.twiceAndOutOfOrder());
        String id = lab.upload(ONE_STEP);
        lab.runToItsEnd(id);
        for (int redrives = 0;
                redrives < 50 && !lab.execution(id).statusAsString().equals("SUCCEEDED");
                redrives++) {
            lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id)));
            lab.runToItsEnd(id);
        }
        lab.account.runUntilQuiet();

        var softly = new SoftAssertions();
        check(lab, "seed " + seed, softly);
        softly.assertAll();
    }

    private static void check(AccountLab lab, String what, SoftAssertions softly) {
        var build = lab.account.records().builds().newest(1).getFirst();
        var ledger = lab.account.records().ledger();
        softly.assertThat(build.status()).as(what + build.cause()).isEqualTo("SUCCEEDED");
        softly.assertThat(build.outcome()).as(what).contains("built");
        softly.assertThat(
                        lab.account.ec2().describeImages(r -> r.owners("self")).images())
                .as(what)
                .extracting(Image::imageId)
                .containsExactly(build.imageId().orElse("no image"));
        softly.assertThat(lab.living()).as(what).isEmpty();
        softly.assertThat(ledger.resources(build.buildId()))
                .as(what)
                .filteredOn(r -> r.state() != Resource.State.CLOSED)
                .extracting(Resource::key)
                .containsExactly("image#1");
        softly.assertThat(lab.account.records().waits().of(build.buildId()))
                .as(what)
                .isEmpty();
        softly.assertThat(lab.calls("ssm:SendCommand"))
                .as(what + ": step, seal, check")
                .isEqualTo(3);
        softly.assertThat(lab.instances()).as(what + ": builder, verifier").hasSize(2);
    }
}
