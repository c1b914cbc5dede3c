package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.step.Retirement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Fast launches are asked for when the image counts, and whatever comes of it fails nothing. */
class FastLaunchTest {
    private static final String RECIPE = AccountLab.SMALL_UNSCHEDULED
            + "image: {fastLaunch: {targetResourceCount: 3, launchTemplate: {id: lt-0123456789abcdef0, version: 2}}}\n";

    private final Mishaps mishaps = new Mishaps();
    private final AccountLab lab = FreshAccounts.onMemoryTables(94, mishaps);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void verifiedImage_isAskedForAndTheAnswerIsOnRecord() {
        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(answer(build).granted()).isTrue();
        assertThat(answer(build).answer()).isEqualTo("enabling");
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(30)));
        assertThat(lab.account.ec2().fastLaunch(build.imageId().orElseThrow())).contains("enabled");
    }

    @Test
    void ec2Refuses_theBuildSucceedsAndTheReasonIsOnRecord() {
        mishaps.refuse("ec2:EnableFastLaunch");

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(answer(build).granted()).isFalse();
        assertThat(answer(build).answer())
                .contains("UnauthorizedOperation", "aws ec2 enable-fast-launch --image-id ami-");
    }

    @Test
    void ec2Throttles_isAskedAgain() {
        mishaps.throttle("ec2:EnableFastLaunch", 3);

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(answer(build).granted()).isTrue();
    }

    @Test
    void ec2ThrottlesForTooLong_theBuildSucceedsAndTheReasonIsOnRecord() {
        mishaps.throttle("ec2:EnableFastLaunch", 1000);

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(answer(build).granted()).isFalse();
        assertThat(answer(build).answer()).contains("RequestLimitExceeded");
    }

    @Test
    void imageThatFails_isNotAskedFor() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");

        lab.bake(RECIPE);

        assertThat(lab.calls("ec2:EnableFastLaunch")).isZero();
    }

    @Test
    void retire_endsFastLaunchesFirst() {
        String image = lab.bake(RECIPE).imageId().orElseThrow();
        var retirement = lab.account.retirement();

        assertThat(retirement.look(image)).isInstanceOfSatisfying(Retirement.Verdict.Retirable.class, retirable -> {
            retirement.retire(retirable);
            assertThat(lab.account.ec2().calls()).containsEntry("ec2:DisableFastLaunch", 1);
        });
        assertThat(lab.madeHere(image)).isFalse();
    }

    private FastLaunchAnswer answer(BuildRecord build) {
        return lab.account
                .records()
                .lineage()
                .of(build.imageId().orElseThrow())
                .flatMap(image -> image.fastLaunch())
                .orElseThrow();
    }
}
