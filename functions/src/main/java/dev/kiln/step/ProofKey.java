package dev.kiln.step;

import dev.kiln.aws.KeyPairs;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key pair of the machine that proves an image: it shows that whoever launches the image can read the
 * Administrator's random password. It is made right before the launch and deleted with the proof. All that a build
 * makes have one name, because a launch that is sent again must name the same.
 */
final class ProofKey {
    private static final String KEY = "key-pair#";

    private final Ledger ledger;
    private final KeyPairs pairs;
    private final String deployment;

    ProofKey(Ledger ledger, KeyPairs pairs, String deployment) {
        this.ledger = ledger;
        this.pairs = pairs;
        this.deployment = deployment;
    }

    private static boolean isKeyPair(Resource row) {
        return row.key().startsWith(KEY);
    }

    /** The name that it has, or will have. */
    String name(Plan plan) {
        return deployment + "-" + plan.buildId();
    }

    /**
     * Makes the key pair unless it is there.
     *
     * @return false while another invocation may be making it
     */
    boolean isThere(Plan plan, List<Resource> held, Instant now) {
        var rows = held.stream().filter(ProofKey::isKeyPair).toList();
        var current = rows.stream()
                .filter(row -> row.state() != Resource.State.CLOSED)
                .reduce((earlier, later) -> later);
        if (current.isEmpty()) {
            var intent = ledger.intend(
                    Resource.intended(plan.buildId(), KEY + "%03d".formatted(rows.size() + 1), now, new TreeMap<>()));
            return intent.ours() && made(intent.row(), plan);
        }
        return current.get().state() == Resource.State.OPEN
                || ledger.renew(current.get(), now)
                        .filter(renewed -> made(renewed, plan))
                        .isPresent();
    }

    private boolean made(Resource row, Plan plan) {
        pairs.create(
                name(plan), Tags.of(deployment, plan.buildId(), plan.recipe().name(), MachineLaunch.VERIFIER));
        ledger.opened(row, name(plan));
        return true;
    }

    /** Deletes what is there. */
    void discard(Plan plan, List<Resource> held) {
        held.stream()
                .filter(row -> isKeyPair(row) && row.state() != Resource.State.CLOSED)
                .forEach(row -> {
                    pairs.delete(name(plan));
                    ledger.closed(row, Map.of(MachineLaunch.END, "deleted"));
                });
    }
}
