package dev.kiln.local.account;

import dev.kiln.local.request.Throttle;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The rates of the APIs in a whole account. */
class ThrottlingTest {
    private final AccountLab lab = FreshAccounts.onMemoryTables(71, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_underTheRatesOfAws_endsWell() {
        lab.account.throttling(true);

        assertThat(lab.bake(AccountLab.SMALL_UNSCHEDULED).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void builds_startedTogether_queueInsteadOfFailing() {
        lab.account.throttling(true);
        var builds = IntStream.range(0, 200)
                .mapToObj(i -> lab.upload(AccountLab.SMALL_UNSCHEDULED.replace("name: small", "name: small-" + i)))
                .toList();

        lab.account.runUntilQuiet();

        assertThat(builds)
                .allSatisfy(build -> assertThat(lab.build(build).status())
                        .as(() -> lab.build(build).toString())
                        .isEqualTo("SUCCEEDED"));
    }

    @Test
    void sweep_ofManyBuildersThatComeUp_asksForAllTogether() {
        for (int i = 0; i < 60; i++) {
            lab.upload(AccountLab.SMALL_UNSCHEDULED.replace("name: small", "name: small-" + i));
        }
        lab.runUntilCalls("ec2:RunInstances", 60);
        var before = new TreeMap<>(lab.account.calls());

        lab.account.timeline().runTo(AccountLab.START.plus(Duration.ofMinutes(5)));

        assertThat(since(before, "ssm:DescribeInstanceInformation")).isBetween(1, 2);
        assertThat(since(before, "ec2:DescribeInstances")).isBetween(1, 2);
    }

    private int since(Map<String, Integer> before, String action) {
        return lab.calls(action) - before.getOrDefault(action, 0);
    }

    @Test
    void throttling_turnedOn_reachesEc2AndSsm() {
        lab.account.throttling(true);

        assertThat(untilThrottled(
                        "RequestLimitExceeded", () -> lab.account.ec2().describeInstances()))
                .isEqualTo(50);
        assertThat(untilThrottled(
                        "ThrottlingException",
                        () -> lab.account
                                .ssm()
                                .sendCommand(r -> r.documentName("AWS-RunPowerShellScript")
                                        .instanceIds("i-0123456789abcdef0"))))
                .isEqualTo(20);
    }

    @Test
    void throttling_turnedOff_leavesSsmAlone() {
        lab.account.throttling(true);
        lab.account.throttling(false);

        for (int calls = 0; calls < 100; calls++) {
            assertThat(errorOf(() -> lab.account
                            .ssm()
                            .sendCommand(r ->
                                    r.documentName("AWS-RunPowerShellScript").instanceIds("i-0123456789abcdef0"))))
                    .isNotEqualTo("ThrottlingException");
        }
    }

    @Test
    void stepFunctions_eachAction_hasTheRateOfUsEast1() {
        var timeline = new Timeline(Instant.parse("2026-11-25T09:00:00Z"));
        var throttle = new Throttle(timeline);
        throttle.turn(true);
        SfnClient sfn = new ThrottledStates(lab.account.states(), throttle);
        String nobody = lab.account.executionArn("nobody");

        assertThat(untilThrottled("ThrottlingException", () -> sfn.describeExecution(r -> r.executionArn(nobody))))
                .isEqualTo(300);
        assertThat(untilThrottled("ThrottlingException", () -> sfn.getExecutionHistory(r -> r.executionArn(nobody))))
                .isEqualTo(400);
        assertThat(untilThrottled(
                        "ThrottlingException",
                        () -> sfn.sendTaskSuccess(r -> r.taskToken("t").output("{}"))))
                .isEqualTo(3000);

        timeline.runTo(timeline.instant().plus(Duration.ofSeconds(1)));
        assertThat(untilThrottled("ThrottlingException", () -> sfn.describeExecution(r -> r.executionArn(nobody))))
                .isEqualTo(15);
    }

    private static int untilThrottled(String code, Runnable call) {
        for (int calls = 0; calls < 5000; calls++) {
            if (errorOf(call).equals(code)) {
                return calls;
            }
        }
        throw new AssertionError("never throttled");
    }

    /** The code of the error with which a call fails; empty when it does not. */
    private static String errorOf(Runnable call) {
        try {
            call.run();
            return "";
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        }
    }
}
