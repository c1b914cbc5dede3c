package dev.kiln.local.dynamo;

import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Leases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** Leases against both implementations of DynamoDB. Each test has builds of its own. */
@ParameterizedClass
@EnumSource(Implementation.class)
class LeasesTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Leases leases;

    LeasesTest(Implementation implementation) {
        leases = new Leases(implementation.client(DYNAMO), DYNAMO.ledger());
    }

    @Test
    void grant_sameEndAgain_leavesWhatAnOperatorHasMadeOfTheLease() {
        leases.grant(lease("again", 0));
        var extended = lease("again", 0).extended(Duration.ofDays(1), NOW);
        assertThat(leases.change(lease("again", 0), extended)).isTrue();

        assertThat(leases.grant(lease("again", 0))).isEqualTo(extended);
        assertThat(leases.of("again")).contains(extended);
    }

    @Test
    void grant_endAfterARedrive_takesThePlaceOfTheEarlier() {
        leases.grant(lease("redriven", 1));

        assertThat(leases.grant(lease("redriven", 2)).redriveCount()).isEqualTo(2);
        assertThat(leases.grant(lease("redriven", 1)).redriveCount())
                .as("an event that comes late")
                .isEqualTo(2);
    }

    @Test
    void change_afterARedriveHasRevokedIt_changesNothing() {
        leases.grant(lease("revoked", 0));
        leases.revoke("revoked");

        assertThat(leases.change(lease("revoked", 0), lease("revoked", 0))).isFalse();
        assertThat(leases.of("revoked")).isEmpty();
    }

    @Test
    void change_somebodyElseHasExtendedItMeanwhile_changesNothing() {
        var read = leases.grant(lease("extended", 0));
        var extended = read.extended(Duration.ofDays(1), NOW);
        leases.change(read, extended);

        assertThat(leases.change(read, read.lookedAt(NOW.plusSeconds(600)))).isFalse();
        assertThat(leases.of("extended")).contains(extended);
    }

    @Test
    void due_leaseWhoseTimeHasCome_isListed() {
        leases.grant(lease("due", 0).lookedAt(NOW.plusSeconds(60)));

        assertThat(leases.due(NOW.plusSeconds(59), 100))
                .extracting(Lease::buildId)
                .doesNotContain("due");
        assertThat(leases.due(NOW.plusSeconds(60), 100))
                .extracting(Lease::buildId)
                .contains("due");
    }

    private static Lease lease(String build, int redriveCount) {
        return new Lease(build, redriveCount, NOW.plus(Duration.ofDays(3)), false, NOW.plus(Duration.ofDays(1)));
    }
}
