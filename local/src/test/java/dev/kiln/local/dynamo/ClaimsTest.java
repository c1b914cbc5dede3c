package dev.kiln.local.dynamo;

import dev.kiln.ledger.Claim;
import dev.kiln.ledger.Claims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A build key has one holder at a time. */
class ClaimsTest {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Claims claims = new Claims(DYNAMO.client(), DYNAMO.ledger());
    private Claim first;
    private Claim second;

    @BeforeEach
    void nameKey(TestInfo test) {
        String key = test.getTestMethod().orElseThrow().getName();
        first = new Claim(key, "first", "arn:first", Optional.empty());
        second = new Claim(key, "second", "arn:second", Optional.empty());
    }

    @Test
    void take_freeKey_isOurs() {
        assertThat(claims.take(first)).isEqualTo(first);
        assertThat(claims.of(first.buildKey())).contains(first);
    }

    @Test
    void take_heldKey_answersTheHolder() {
        claims.take(first);

        assertThat(claims.take(second)).isEqualTo(first);
    }

    @Test
    void takeOver_expectedHolder_isOurs() {
        claims.take(first);

        assertThat(claims.takeOver(first, second)).isTrue();
        assertThat(claims.of(first.buildKey())).contains(second);
    }

    @Test
    void takeOver_secondOfTwoWhoTry_loses() {
        claims.take(first);
        var third = new Claim(first.buildKey(), "third", "arn:third", Optional.empty());
        claims.takeOver(first, second);

        assertThat(claims.takeOver(first, third)).isFalse();
        assertThat(claims.of(first.buildKey())).contains(second);
    }

    @Test
    void takeOver_holderHasBuiltMeanwhile_loses() {
        claims.take(first);
        var built = new Claim(first.buildKey(), "first", "arn:first", Optional.of("ami-1"));
        claims.built(built);

        assertThat(claims.takeOver(first, second)).isFalse();
        assertThat(claims.of(first.buildKey())).contains(built);
    }

    @Test
    void built_whoeverHeldTheKey_standsForItFromNowOn() {
        claims.take(first);
        var built = new Claim(first.buildKey(), "second", "arn:second", Optional.of("ami-2"));

        claims.built(built);

        assertThat(claims.take(first)).isEqualTo(built);
    }
}
