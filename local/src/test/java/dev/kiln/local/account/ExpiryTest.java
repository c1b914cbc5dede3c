package dev.kiln.local.account;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Retention;
import dev.kiln.step.Expiry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Four images of one recipe, made ten days after each other, of which the third could not be verified. */
class ExpiryTest {
    private static AccountLab lab;
    private static List<ImageLineage> newestFirst;
    private static Instant now;

    @BeforeAll
    static void bakeFour() {
        lab = FreshAccounts.onMemoryTables(95, Faults.none());
        for (int i = 0; i < 4; i++) {
            lab.expect("small", i == 2 ? "verify: {answers: {exitCode: 1}}" : "{}");
            lab.upload(AccountLab.SMALL_UNSCHEDULED, true);
            lab.account.runUntilQuiet();
            lab.account.timeline().runTo(AccountLab.START.plus(Duration.ofDays(10L * (i + 1))));
        }
        newestFirst = lab.account.records().lineage().ofRecipe("small").toList();
        now = lab.account.timeline().instant();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void theWorld_isAsThisTestNeedsIt() {
        assertThat(newestFirst).extracting(ImageLineage::releasable).containsExactly(true, false, true, true);
    }

    @Test
    void keepOne_allButTheNewestAreExpired_oldestFirst() {
        assertThat(expired(1, Optional.empty())).containsExactly(3, 2, 1);
    }

    @Test
    void keepTwo_theOneThatWasNotVerifiedDoesNotCount() {
        assertThat(expired(2, Optional.empty())).containsExactly(3, 1);
    }

    @Test
    void days_keepWhatIsYounger() {
        assertThat(expired(1, Optional.of(25))).containsExactly(3, 2);
    }

    @Test
    void imageOfToday_isKeptAlthoughItIsNotVerified() {
        var today = newestFirst.get(1).createdAt().plus(Duration.ofHours(2));

        assertThat(ofTheFailed(today)).isEmpty();
    }

    @Test
    void imageThatDidNotPassItsProof_isKeptAsLongAsARedriveMayProveIt() {
        var failed = lab.account
                .records()
                .builds()
                .of(newestFirst.get(1).buildId())
                .orElseThrow()
                .endedAt()
                .orElseThrow();

        assertThat(ofTheFailed(failed.plus(Duration.ofDays(14)).minusSeconds(1)))
                .isEmpty();
        assertThat(ofTheFailed(failed.plus(Duration.ofDays(14)))).hasSize(1);
    }

    private static List<ImageLineage> ofTheFailed(Instant at) {
        return expiry().of(newestFirst.subList(1, 2), new Retention(1, Optional.empty()), at);
    }

    private static Expiry expiry() {
        return new Expiry(lab.account.records());
    }

    private static List<Integer> expired(int keep, Optional<Integer> days) {
        return expiry().of(newestFirst, new Retention(keep, days), now).stream()
                .map(newestFirst::indexOf)
                .toList();
    }
}
