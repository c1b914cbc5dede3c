package dev.kiln.local.account;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** Every day the images go that recipes no longer keep. */
class RetireImagesTest {
    private static final String KEEPS_ONE = SMALL_UNSCHEDULED + "image: {retention: {keep: 1}}\n";

    private final AccountLab lab = FreshAccounts.onMemoryTables(97, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    private String bake(String yaml) {
        String id = lab.upload(yaml, true);
        lab.account.runUntilQuiet();
        pass(Duration.ofHours(2));
        return lab.build(id).imageId().orElseThrow();
    }

    private void pass(Duration time) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(time));
    }

    @Test
    void image_thatItsRecipeNoLongerKeeps_isGoneAfterADayOrTwo() {
        String older = bake(KEEPS_ONE);
        String newer = bake(KEEPS_ONE);

        pass(Duration.ofDays(2));

        assertThat(lab.madeHere(older)).isFalse();
        assertThat(lab.madeHere(newer)).isTrue();
        assertThat(lab.account.records().lineage().of(older).orElseThrow().retired())
                .isPresent();
    }

    @Test
    void image_whoseSuccessorSomebodyDeregistered_isKept() {
        String older = bake(KEEPS_ONE);
        String newer = bake(KEEPS_ONE);
        lab.account.ec2().deregisterImage(r -> r.imageId(newer));

        pass(Duration.ofDays(2));

        assertThat(lab.madeHere(older)).isTrue();
    }

    @Test
    void image_withFastLaunches_isGoneWithThem() {
        String fast = SMALL_UNSCHEDULED + "image: {retention: {keep: 1}, fastLaunch: {targetResourceCount: 5}}\n";
        String older = bake(fast);
        bake(fast);

        pass(Duration.ofDays(2));

        assertThat(lab.madeHere(older)).isFalse();
    }

    @Test
    void image_whoseRetirementWasCutOff_isGoneWithTheNextRun() {
        String older = bake(KEEPS_ONE);
        bake(KEEPS_ONE);
        lab.account.records().lineage().retired(older, lab.account.timeline().instant());

        pass(Duration.ofDays(2));

        assertThat(lab.madeHere(older)).isFalse();
    }

    @Test
    void image_inUse_isKept() {
        String older = bake(KEEPS_ONE);
        lab.launch(older);
        bake(KEEPS_ONE);

        pass(Duration.ofDays(3));

        assertThat(lab.madeHere(older)).isTrue();
    }

    @Test
    void image_thatAChannelPointsTo_isKeptUntilTheChannelPointsElsewhere() {
        String older = bake(KEEPS_ONE);
        lab.point("small", "stable", older);
        String newer = bake(KEEPS_ONE);

        pass(Duration.ofDays(3));
        assertThat(lab.madeHere(older)).isTrue();

        lab.point("small", "stable", newer);
        pass(Duration.ofDays(2));
        assertThat(lab.madeHere(older)).isFalse();
    }

    @Test
    void image_ofARecipeWithoutRetention_isKept() {
        String older = bake(SMALL_UNSCHEDULED);
        bake(SMALL_UNSCHEDULED);

        pass(Duration.ofDays(3));

        assertThat(lab.madeHere(older)).isTrue();
    }

    @Test
    void image_ofARecipeThatIsGoneFromTheBucket_isKept() {
        String older = bake(KEEPS_ONE);
        bake(KEEPS_ONE);
        String bucket = lab.account.deployment().recipeBucket();
        lab.account.s3().deleteObject(r -> r.bucket(bucket).key("recipes/small/recipe.yaml"));

        pass(Duration.ofDays(3));

        assertThat(lab.madeHere(older)).isTrue();
    }
}
