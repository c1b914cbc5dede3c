package dev.kiln.local.dynamo;

import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The ledger against both implementations of DynamoDB. Each test has a build of its own. */
@ParameterizedClass
@EnumSource(Implementation.class)
class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Ledger ledger;
    private final Waits waits;
    private String build;

    LedgerTest(Implementation implementation) {
        var dynamo = implementation.client(DYNAMO);
        ledger = new Ledger(dynamo, DYNAMO.ledger());
        waits = new Waits(dynamo, DYNAMO.ledger());
    }

    @BeforeEach
    void nameBuild(TestInfo test) {
        build = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void intend_secondTry_answersTheRowOfTheFirst() {
        var first = ledger.intend(builder(NOW)).row();

        assertThat(ledger.intend(builder(NOW.plusSeconds(60)))).isEqualTo(new Ledger.Intent(first, false));
    }

    @Test
    void renew_onceRenewed_failsForWhoeverExpectsTheOldRow() {
        var old = ledger.intend(builder(NOW)).row();

        assertThat(ledger.renew(old, NOW.plusSeconds(120))).isPresent();
        assertThat(ledger.renew(old, NOW.plusSeconds(121))).isEmpty();
    }

    @Test
    void opened_resource_leadsToItsBuild() {
        ledger.opened(ledger.intend(builder(NOW)).row(), "i-opened");

        assertThat(ledger.buildsConcerned("i-opened")).containsExactly(build);
        assertThat(ledger.resource(build, "instance#builder#1").orElseThrow().state())
                .isEqualTo(Resource.State.OPEN);
    }

    @Test
    void opened_repeated_changesNothing() {
        var open = ledger.opened(ledger.intend(builder(NOW)).row(), "i-repeated");

        assertThat(ledger.opened(open, "i-repeated")).isEqualTo(open);
    }

    @Test
    void closed_resource_keepsWhatItWasAndHowItEnded() {
        var open = ledger.opened(ledger.intend(builder(NOW)).row(), "i-closed");

        ledger.closed(open, Map.of("end", "terminated"));

        assertThat(ledger.resources(build)).singleElement().satisfies(r -> {
            assertThat(r.state()).isEqualTo(Resource.State.CLOSED);
            assertThat(r.resourceId()).contains("i-closed");
            assertThat(r.attributes()).containsEntry("end", "terminated").containsEntry("type", "m7i.large");
        });
    }

    @Test
    void buildHolding_strangersResource_isEmpty() {
        assertThat(ledger.buildsConcerned("i-stranger")).isEmpty();
    }

    @Test
    void open_wait_overwritesTheOneWithTheDeadToken() {
        waits.open(wait("old", NOW));
        waits.open(wait("new", NOW));

        assertThat(waits.of(build)).map(Wait::token).contains("new");
    }

    @Test
    void close_withADeadToken_leavesTheNewWait() {
        var old = wait("old", NOW);
        waits.open(old);
        waits.open(wait("new", NOW));

        assertThat(waits.close(old)).isFalse();
        assertThat(waits.of(build)).isPresent();
    }

    @Test
    void reschedule_withADeadToken_changesNothing() {
        var old = wait("old", NOW);
        waits.open(old);
        waits.open(wait("new", NOW));

        assertThat(waits.reschedule(old, Optional.of("i-1"), NOW.plusSeconds(9)))
                .isFalse();
        assertThat(waits.of(build)).flatMap(Wait::resourceId).isEmpty();
    }

    @Test
    void due_listsWaitsWhoseTimeHasComeAndNoOthers() {
        waits.open(wait("token", NOW.plusSeconds(60)));

        assertThat(waits.due(NOW.plusSeconds(59), 100))
                .extracting(Wait::buildId)
                .doesNotContain(build);
        assertThat(waits.due(NOW.plusSeconds(60), 100))
                .extracting(Wait::buildId)
                .contains(build);
    }

    @Test
    void due_closedWait_isGone() {
        var wait = wait("token", NOW);
        waits.open(wait);

        assertThat(waits.close(wait)).isTrue();

        assertThat(waits.due(NOW.plusSeconds(3600), 100))
                .extracting(Wait::buildId)
                .doesNotContain(build);
    }

    private Resource builder(Instant at) {
        return Resource.intended(build, "instance#builder#1", at, new TreeMap<>(Map.of("type", "m7i.large")));
    }

    private Wait wait(String token, Instant nextLookAt) {
        return new Wait(build, "LaunchBuilder", token, "1", "{}", Optional.empty(), NOW, nextLookAt);
    }
}
